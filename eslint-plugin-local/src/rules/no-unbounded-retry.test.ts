import { RuleTester } from '@typescript-eslint/rule-tester';
import { afterAll, describe, it } from 'vitest';
import { noUnboundedRetry } from './no-unbounded-retry.ts';

RuleTester.afterAll = afterAll;
RuleTester.describe = describe;
RuleTester.it = it;

new RuleTester().run('no-unbounded-retry', noUnboundedRetry, {
  valid: [
    {
      name: 'tries are counted and the pause grows',
      code: 'for (let i = 0; i < 3; i++) { try { return await send(); } catch (error) { await sleep(2 ** i * 100); } }',
    },
    {
      name: 'the last error is thrown, and the next try waits',
      code: 'while (true) { try { return await send(); } catch (error) { if (++tries > 3) throw error; await delay(100); } }',
    },
    {
      name: 'a promise over setTimeout is a pause',
      code: 'for (let i = 0; i < 3; i++) { try { return await send(); } catch { await new Promise((done) => setTimeout(done, 100)); } }',
    },
    {
      name: 'a worker goes on after a success: that is no retry',
      code: 'while (!isClosed) { try { await handleNext(); } catch (error) { logger.error(error); } }',
    },
    {
      name: 'the next turn asks another host',
      code: 'for (let i = 0; i < hosts.length; i++) { try { return await ask(hosts[i]); } catch (error) { failures.push(error); } }',
    },
    {
      name: 'the next turn looks one folder up',
      code: 'while (true) { const path = join(folder, ".env"); try { await access(path); return path; } catch {} folder = dirname(folder); }',
    },
    {
      name: 'one known conflict is tried again at once, everything else is thrown',
      code: 'for (let i = 0; i < 3; i++) { try { return await save(); } catch (error) { if (!isConflict(error)) throw error; } }',
    },
    {
      name: 'a deadline ends it',
      code: 'for (;;) { deadline.throwIfExpired(); try { return await send(); } catch { await backoff(); } }',
    },
    { name: 'a library that counts', code: 'await pRetry(send, { retries: 5 });' },
    { name: 'an option of another function', code: 'render(list, { forever: true });' },
    {
      name: 'a function that counts its own calls',
      code: 'async function send(tries) { try { return await post(); } catch (error) { return send(tries - 1); } }',
    },
    {
      name: 'own words for a pause',
      code: 'for (let i = 0; i < 3; i++) { try { return await send(); } catch { await coolDown(i); } }',
      options: [{ pauses: ['coolDown'] }],
    },
  ],
  invalid: [
    {
      name: 'no limit: the token is the loop',
      code: 'while (true) { try { return await send(); } catch (error) { await sleep(100); } }',
      errors: [{ messageId: 'noLimit', line: 1, column: 1, endColumn: 6 }],
    },
    {
      name: 'neither a limit nor a pause is one finding',
      code: 'for (;;) { try { answer = await send(); break; } catch { logger.warn("again"); } }',
      errors: [{ messageId: 'noLimit' }],
    },
    {
      name: 'success under a condition on the answer is a retry as well',
      code: 'do { try { const answer = await send(); if (answer.ok) return answer; } catch { count("failed"); } } while (true);',
      errors: [{ messageId: 'noLimit' }],
    },
    {
      name: 'all tries at once',
      code: 'for (let i = 0; i < 3; i++) { try { return await send(); } catch (error) { last = error; } }',
      errors: [{ messageId: 'noBackoff' }],
    },
    {
      name: 'the number of the try in the log makes no other call of it',
      code: 'for (let i = 0; i < 3; i++) { try { logger.info({ i }); return await send(); } catch (error) { last = error; } }',
      errors: [{ messageId: 'noBackoff' }],
    },
    {
      name: 'a function that calls itself in its catch with the same arguments',
      code: 'async function send(url) { try { return await post(url); } catch { return send(url); } }',
      errors: [{ messageId: 'noLimit', column: 75 }],
    },
    {
      name: 'a method that does',
      code: 'class Client { async connect(url) { try { await open(url); } catch { await this.connect(url); } } }',
      errors: [{ messageId: 'noLimit' }],
    },
    {
      name: 'a library told to go on for ever',
      code: 'await pRetry(send, { forever: true }); await retry(send, { retries: Infinity });',
      errors: [
        { messageId: 'endlessOption', data: { option: 'forever: true' } },
        { messageId: 'endlessOption', data: { option: 'retries: Infinity' } },
      ],
    },
  ],
});
