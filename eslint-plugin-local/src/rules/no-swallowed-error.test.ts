import { RuleTester } from '@typescript-eslint/rule-tester';
import { afterAll, describe, it } from 'vitest';
import { noSwallowedError } from './no-swallowed-error.ts';

RuleTester.afterAll = afterAll;
RuleTester.describe = describe;
RuleTester.it = it;

new RuleTester().run('no-swallowed-error', noSwallowedError, {
  valid: [
    'try { run(); } catch (error) { log.error({ error }, "run failed"); }',
    'try { run(); } catch (error) { throw new RunError("run failed", { cause: error }); }',
    'try { run(); } catch ({ message }) { report(message); }',
    'try { run(); } catch (error) { if (isMissing(error)) return null; throw error; }',
    { name: 'throwing passes the failure on', code: 'try { run(); } catch { throw new Error("run failed"); }' },
    { name: 'every way throws', code: 'try { run(); } catch { if (late) { throw a; } else { throw b; } }' },
    { name: 'ending the process passes the failure on', code: 'try { run(); } catch { process.exit(1); }' },
    {
      name: 'an error of its own passes the failure on',
      code: 'try { run(); } catch { reject(new Error("run failed")); }',
    },
    { name: 'a returned failure', code: 'const f = () => { try { return run(); } catch { return { ok: false }; } };' },
    {
      name: 'a returned reason',
      code: 'const f = () => { try { return run(); } catch { return { reason: "gone" }; } };',
    },
    { name: 'a reason in a comment', code: 'try { unlink(file); } catch { /* the file may be gone already */ }' },
    {
      name: 'a reason over several lines',
      code: `try { unlink(file); } catch {
        // gone
        // already, fine
      }`,
    },
    {
      name: 'a parser whose failure is its answer',
      code: 'const f = (t) => { try { return JSON.parse(t); } catch { return null; } };',
    },
    {
      name: 'a constructor whose failure is its answer',
      code: 'try { new URL(text); ok = true; } catch { ok = false; }',
    },
    {
      name: 'a file that may be missing',
      code: 'try { await fs.promises.stat(path); return true; } catch { return false; }',
    },
    { name: 'an own probe', code: 'try { probe(x); } catch { ok = false; }', options: [{ probes: ['probe'] }] },
    { name: 'a try without a catch', code: 'try { run(); } finally { close(); }' },
    'promise.catch((error) => { log.error(error); });',
    'promise.catch(handle);',
    'promise.catch((error) => error.code);',
    'promise.then(use, (error) => fail(error));',
    'promise.then(use);',
    'promise.catch((...all) => report(all));',
    'promise.catch(() => { throw new Error("gone"); });',
    'promise.catch(() => ({ ok: false }));',
    { name: 'a reason in a handler', code: 'promise.catch(() => { /* closing twice is fine */ });' },
    {
      name: 'a reason above the statement',
      code: '// closing twice is fine\nvoid socket.close().catch(() => undefined);',
    },
    { name: 'a promise whose failure is its answer', code: 'const s = await lstat(path).catch(() => null);' },
    { name: 'both answers of a probe', code: 'await access(path).then(() => true, () => false);' },
    {
      name: 'a schema’s default is not a rejection',
      code: 'z.string().catch(() => "x"); userSchema.name.catch(() => "x");',
    },
    {
      name: 'a method of its own named catch',
      code: 'fisher.catch(); fisher.catch("trout"); fisher["catch"](() => {});',
    },
    {
      name: 'where only certain drops are asked for, an answer in place of a local call',
      code: 'const f = () => { try { return run(); } catch { return []; } }; socket.close().catch(() => {});',
      options: [{ report: 'certain' }],
    },
    {
      name: 'and the answer to a question',
      code: 'const f = async () => { try { await prisma.row.findFirst(); return true; } catch { return false; } };',
      options: [{ report: 'certain' }],
    },
  ],
  invalid: [
    {
      name: 'an empty catch: the token is `catch`',
      code: 'try { run(); } catch {}',
      errors: [{ messageId: 'swallowed', line: 1, column: 16, endColumn: 21, suggestions: null }],
    },
    {
      name: 'an unread parameter, with a way to throw it on',
      code: 'try { run(); } catch (error) {}',
      errors: [
        {
          messageId: 'swallowed',
          suggestions: [{ messageId: 'rethrow', output: 'try { run(); } catch (error) {\n  throw error;\n}' }],
        },
      ],
    },
    {
      name: 'a message without the error',
      code: 'try { run(); } catch (error) { log.warn("run failed"); }',
      errors: [{ messageId: 'swallowed', suggestions: null }],
    },
    {
      name: 'another variable of the same name is not the error',
      code: 'try { run(); } catch (error) { items.map((error) => error.id); }',
      errors: [{ messageId: 'swallowed', suggestions: null }],
    },
    {
      name: 'a fallback answer',
      code: 'const f = () => { try { return run(); } catch { return []; } };',
      errors: [{ messageId: 'swallowed' }],
    },
    {
      name: 'a throw on one of two ways',
      code: 'try { run(); } catch { if (late) throw new Error("late"); }',
      errors: [{ messageId: 'swallowed' }],
    },
    {
      name: 'a success that is not one',
      code: 'const f = () => { try { return run(); } catch { return { ok: true }; } };',
      errors: [{ messageId: 'swallowed' }],
    },
    {
      name: 'a probe beside something that fails for other reasons',
      code: 'const f = (p) => { try { return JSON.parse(read(p)); } catch { return null; } };',
      errors: [{ messageId: 'swallowed' }],
    },
    {
      name: 'a probe with an empty catch gives no answer',
      code: 'try { config = JSON.parse(text); } catch {}',
      errors: [{ messageId: 'swallowed' }],
    },
    {
      name: 'a comment that gives no reason',
      code: 'try { run(); } catch { /* ignore */ }',
      errors: [{ messageId: 'swallowed' }],
    },
    {
      name: 'a note of work to do is no reason',
      code: 'try { run(); } catch { /* TODO handle this error some day */ }',
      errors: [{ messageId: 'swallowed' }],
    },
    {
      name: 'a directive is no reason',
      code: 'try { run(); } catch { /* prettier-ignore the whole of this block */ }',
      errors: [{ messageId: 'swallowed' }],
    },
    {
      name: 'a database that answers nothing when it fails is a certain drop',
      code: 'const rows = await prisma.row.findMany().catch(() => []); try { await Track.bulkCreate(rows); } catch {}',
      options: [{ report: 'certain' }],
      errors: [{ messageId: 'swallowedRejection' }, { messageId: 'swallowed' }],
    },
    {
      name: 'where reasons do not count',
      code: 'try { unlink(file); } catch { /* the file may be gone already */ }',
      options: [{ allowReason: false }],
      errors: [{ messageId: 'swallowed', data: { orReason: '' } }],
    },
    {
      name: 'where a reason needs more words',
      code: 'try { unlink(file); } catch { /* may be gone */ }',
      options: [{ minimumReasonWords: 5 }],
      errors: [{ messageId: 'swallowed' }],
    },
    {
      name: 'each of two nested ones',
      code: 'try { a(); } catch { try { b(); } catch {} }',
      errors: [
        { messageId: 'swallowed', column: 14 },
        { messageId: 'swallowed', column: 35 },
      ],
    },
    {
      name: 'a rejection handler that does nothing: the token is `catch`',
      code: 'promise.catch(() => {});',
      errors: [{ messageId: 'swallowedRejection', column: 9, endColumn: 14 }],
    },
    {
      name: 'a rejection turned into an answer',
      code: 'const rows = await load().catch(() => []);',
      errors: [{ messageId: 'swallowedRejection' }],
    },
    {
      name: 'a probe whose failure gets no answer',
      code: 'await access(path).catch(() => {});',
      errors: [{ messageId: 'swallowedRejection' }],
    },
    {
      name: 'a reason above another statement',
      code: '// closing twice is fine\nopen();\nclose().catch(() => {});',
      errors: [{ messageId: 'swallowedRejection' }],
    },
    {
      name: 'an unread parameter of a handler',
      code: 'promise.catch((error) => null);',
      errors: [{ messageId: 'swallowedRejection' }],
    },
    {
      name: 'a function that does nothing, by its name',
      code: 'promise.catch(noop);',
      errors: [{ messageId: 'swallowedRejection' }],
    },
    {
      name: 'the second argument of then',
      code: 'promise.then(use, function () {});',
      errors: [{ messageId: 'swallowedRejection', column: 9, endColumn: 13 }],
    },
  ],
});
