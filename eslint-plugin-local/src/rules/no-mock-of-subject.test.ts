import { RuleTester } from '@typescript-eslint/rule-tester';
import { afterAll, describe, it } from 'vitest';
import { noMockOfSubject } from './no-mock-of-subject.ts';

RuleTester.afterAll = afterAll;
RuleTester.describe = describe;
RuleTester.it = it;

new RuleTester().run('no-mock-of-subject', noMockOfSubject, {
  valid: [
    {
      name: 'a module that the subject calls',
      code: 'import { load } from "./load"; vi.mock("./client");',
      filename: 'src/load.test.ts',
    },
    { name: 'a package', code: 'import { load } from "./load"; vi.mock("axios");', filename: 'src/axios.test.ts' },
    {
      name: 'a mock that keeps the real module',
      code: 'import { load } from "./load"; vi.mock("./load", async (importOriginal) => ({ ...(await importOriginal()), now: () => 1 }));',
      filename: 'src/load.test.ts',
    },
    {
      name: 'a spy on it',
      code: 'import { load } from "./load"; vi.mock("./load", { spy: true });',
      filename: 'src/load.test.ts',
    },
    {
      name: 'a mock that is undone',
      code: 'import { load } from "./load"; jest.mock("./load"); jest.unmock("./load");',
      filename: 'src/load.test.ts',
    },
    {
      name: 'a module that the test never imports',
      code: 'import { app } from "./app"; vi.mock("./load");',
      filename: 'src/load.test.ts',
    },
    {
      name: 'a file of the same name elsewhere',
      code: 'import { load } from "../other/load"; vi.mock("../other/load");',
      filename: 'src/load.test.ts',
    },
    { name: 'no test', code: 'import { load } from "./load"; vi.mock("./load");', filename: 'src/setup.ts' },
    { name: 'a name that cannot be read', code: 'vi.mock(path);', filename: 'src/load.test.ts' },
  ],
  invalid: [
    {
      code: 'import { load } from "./load"; vi.mock("./load");',
      filename: 'src/load.test.ts',
      errors: [{ messageId: 'mocked', data: { subject: './load' }, column: 32 }],
    },
    {
      name: 'with an extension',
      code: 'import { load } from "./load.js"; jest.mock("./load.js", () => ({ load: jest.fn() }));',
      filename: 'src/load.spec.ts',
      errors: [{ messageId: 'mocked' }],
    },
    {
      name: 'from a folder of tests',
      code: 'import { load } from "../load"; vi.mock("../load");',
      filename: 'src/__tests__/load.test.ts',
      errors: [{ messageId: 'mocked' }],
    },
    {
      name: 'the index of a folder',
      code: 'import { load } from "./load/index"; vi.mock("./load/index");',
      filename: 'src/load.test.ts',
      errors: [{ messageId: 'mocked' }],
    },
    {
      name: 'by an import',
      code: 'import { load } from "./load"; vi.mock(import("./load"), () => ({ load: vi.fn() }));',
      filename: 'src/load.test.ts',
      errors: [{ messageId: 'mocked' }],
    },
    {
      name: 'node:test',
      code: 'import { mock } from "node:test"; import { load } from "./load.ts"; mock.module("./load.ts", { namedExports: {} });',
      filename: 'src/load.test.ts',
      errors: [{ messageId: 'mocked' }],
    },
    {
      name: 'a part of it, where that is too much',
      code: 'import { load } from "./load"; vi.mock("./load", async (importOriginal) => ({ ...(await importOriginal()) }));',
      filename: 'src/load.test.ts',
      options: [{ allowPartial: false }],
      errors: [{ messageId: 'mocked' }],
    },
  ],
});
