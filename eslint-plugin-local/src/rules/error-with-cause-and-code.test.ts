import { RuleTester } from '@typescript-eslint/rule-tester';
import { afterAll, describe, it } from 'vitest';
import { errorWithCauseAndCode } from './error-with-cause-and-code.ts';

RuleTester.afterAll = afterAll;
RuleTester.describe = describe;
RuleTester.it = it;

new RuleTester().run('error-with-cause-and-code', errorWithCauseAndCode, {
  valid: [
    'try { run(); } catch (error) { throw new RunError("run failed", { cause: error }); }',
    {
      name: 'the error as an argument',
      code: 'try { run(); } catch (error) { throw new RunError("run failed", error); }',
    },
    { name: 'its stack', code: 'try { run(); } catch (error) { throw new RunError(error.stack); }' },
    {
      name: 'what preserve-caught-error reports',
      code: 'try { run(); } catch (error) { throw new Error("run failed"); }',
    },
    {
      name: 'an error that is logged',
      code: 'try { run(); } catch (error) { log.error(error); throw new RunError("run failed"); }',
    },
    {
      name: 'an error that answers bad input',
      code: 'try { run(); } catch (error) { throw new BadRequestError(error.message); }',
    },
    {
      name: 'a code that answers bad input',
      code: 'try { run(); } catch (error) { throw new TRPCError({ code: "NOT_FOUND" }); }',
    },
    {
      name: 'a parser whose failure is its answer',
      code: 'try { JSON.parse(text); } catch (error) { throw new ConfigError("not JSON"); }',
    },
    {
      name: 'a rejection that keeps its cause',
      code: 'load().catch((error) => { throw new Error("load failed", { cause: error }); });',
    },
    {
      name: 'a callback without an error',
      code: 'read(path, (error, data) => { if (data === "") reject(new Error("empty")); });',
    },
    {
      name: 'another error of the same name',
      code: 'try { run(); } catch (error) { items.map((error) => error); throw new RunError(error); }',
    },
    { name: 'no parameter to keep', code: 'try { run(); } catch { throw new RunError("run failed"); }' },
    {
      name: 'a class that hands its cause on',
      code: 'class RunError extends Error { constructor(message, cause) { super(message, { cause }); } }',
    },
    { name: 'a class without a code, where none is asked for', code: 'export class RunError extends Error {}' },
    {
      name: 'a class with a code',
      code: 'export class RunError extends Error { readonly code = "RUN_FAILED"; }',
      options: [{ requireCode: true }],
    },
    {
      name: 'a code as a parameter',
      code: 'export class RunError extends Error { constructor(readonly code: string) { super(code); } }',
      options: [{ requireCode: true }],
    },
    { name: 'a class of this file', code: 'class RunError extends Error {}', options: [{ requireCode: true }] },
    {
      name: 'a class below one of its own',
      code: 'export class RunError extends AppError {}',
      options: [{ requireCode: true }],
    },
    { name: 'a test', code: 'try { run(); } catch (error) { throw new RunError("x"); }', filename: 'src/a.test.ts' },
  ],
  invalid: [
    {
      name: 'an error of one’s own without the one that was caught',
      code: 'try { run(); } catch (error) { throw new RunError("run failed"); }',
      errors: [{ messageId: 'causeLost', data: { caught: 'error' }, column: 38, suggestions: null }],
    },
    {
      name: 'its text alone is not its cause',
      code: 'try { run(); } catch (error) { throw new RunError(`run failed: ${error.message}`); }',
      errors: [{ messageId: 'causeLost' }],
    },
    {
      name: 'a rejection inside a catch',
      code: 'try { run(); } catch (error) { reject(new Error("run failed")); }',
      errors: [
        {
          messageId: 'causeLost',
          suggestions: [
            {
              messageId: 'addCause',
              data: { caught: 'error' },
              output: 'try { run(); } catch (error) { reject(new Error("run failed", { cause: error })); }',
            },
          ],
        },
      ],
    },
    {
      name: 'a rejection handler',
      code: 'load().catch((err) => { throw new Error("load failed"); });',
      errors: [
        {
          messageId: 'causeLost',
          suggestions: [
            {
              messageId: 'addCause',
              output: 'load().catch((err) => { throw new Error("load failed", { cause: err }); });',
            },
          ],
        },
      ],
    },
    {
      name: 'a callback with an error',
      code: 'read(path, (error, data) => { if (error) { reject(new ReadError("read failed")); } });',
      errors: [{ messageId: 'causeLost' }],
    },
    {
      name: 'a logged error, where that is not enough',
      code: 'try { run(); } catch (error) { log.error(error); throw new RunError("run failed"); }',
      options: [{ allowLogged: false }],
      errors: [{ messageId: 'causeLost' }],
    },
    {
      name: 'a class that drops the cause it takes',
      code: 'class RunError extends Error { constructor(message, cause) { super(message); } }',
      errors: [{ messageId: 'causeDropped', data: { name: 'RunError' } }],
    },
    {
      name: 'a class without a code',
      code: 'export class RunError extends Error {}',
      options: [{ requireCode: true }],
      errors: [{ messageId: 'noCode', data: { name: 'RunError' } }],
    },
  ],
});
