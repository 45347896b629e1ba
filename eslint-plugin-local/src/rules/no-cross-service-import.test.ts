import { RuleTester } from '@typescript-eslint/rule-tester';
import { afterAll, describe, it } from 'vitest';
import { noCrossServiceImport } from './no-cross-service-import.ts';

RuleTester.afterAll = afterAll;
RuleTester.describe = describe;
RuleTester.it = it;

new RuleTester().run('no-cross-service-import', noCrossServiceImport, {
  valid: [
    {
      name: 'a file of the same service',
      code: 'import { a } from "../core/a";',
      filename: 'services/ranking/src/http/b.ts',
    },
    {
      name: 'what all services share',
      code: 'import { a } from "../../chassis/src/a";',
      filename: 'services/ranking/src/b.ts',
    },
    {
      name: 'a package',
      code: 'import { a } from "fastify"; import("node:fs");',
      filename: 'services/ranking/src/b.ts',
    },
    {
      name: 'a file outside of services',
      code: 'import { a } from "../services/ranking/src/a";',
      filename: 'test/a.ts',
    },
    {
      name: 'types, where they are allowed',
      code: 'import type { A } from "../../features/src/a";',
      filename: 'services/ranking/src/b.ts',
      options: [{ allowTypes: true }],
    },
    {
      name: 'a file that is allowed',
      code: 'import { a } from "../../features/src/a";',
      filename: 'services/ranking/src/b.test.ts',
      options: [{ ignore: ['**/*.test.ts'] }],
    },
    {
      name: 'folders that are no services',
      code: 'import { a } from "../../b/src/a";',
      filename: 'packages/a/src/x.ts',
    },
  ],
  invalid: [
    {
      code: 'import { load } from "../../features/src/load";',
      filename: 'services/ranking/src/rank.ts',
      errors: [{ messageId: 'crosses', data: { from: 'services/ranking', to: 'services/features' }, column: 22 }],
    },
    {
      name: 'types',
      code: 'import type { A } from "../../features/src/a"; type B = import("../../features/src/b").B;',
      filename: 'services/ranking/src/b.ts',
      errors: [{ messageId: 'crosses' }, { messageId: 'crosses' }],
    },
    {
      name: 'an export, an import at run time, a require',
      code: 'export * from "../../features/src/a"; import("../../features/src/b"); require("../../features/src/c");',
      filename: 'services/ranking/src/b.ts',
      errors: [{ messageId: 'crosses' }, { messageId: 'crosses' }, { messageId: 'crosses' }],
    },
    {
      name: 'a mock of another service’s module',
      code: 'vi.mock("../../features/src/a");',
      filename: 'services/ranking/src/b.test.ts',
      errors: [{ messageId: 'crosses' }],
    },
    {
      name: 'a path from the root',
      code: 'import { a } from "services/features/src/a";',
      filename: 'services/ranking/src/b.ts',
      errors: [{ messageId: 'crosses' }],
    },
    {
      name: 'a package of the workspace',
      code: 'import { a } from "@shop/features/load";',
      filename: 'services/ranking/src/b.ts',
      options: [{ packages: { '@shop/features': 'services/features' } }],
      errors: [{ messageId: 'crosses' }],
    },
    {
      name: 'services elsewhere',
      code: 'import { a } from "../../b/src/a";',
      filename: 'apps/a/src/x.ts',
      options: [{ services: ['apps/*'] }],
      errors: [{ messageId: 'crosses', data: { from: 'apps/a', to: 'apps/b' } }],
    },
  ],
});
