import { RuleTester } from '@typescript-eslint/rule-tester';
import { afterAll, describe, it } from 'vitest';
import { instrumentedRoute } from './instrumented-route.ts';

RuleTester.afterAll = afterAll;
RuleTester.describe = describe;
RuleTester.it = it;

const everywhere = [{ require: 'everywhere' }] as const;
const both = `'x-metrics': ['a_total'], 'x-exposure': 'view'`;

new RuleTester().run('instrumented-route', instrumentedRoute, {
  valid: [
    {
      name: 'a route with both',
      code: `fastify.get('/a', { schema: { ${both} } }, show);`,
      options: everywhere,
    },
    {
      name: 'no exposure, and why',
      code: `fastify.get('/a', { schema: { 'x-metrics': ['a_total'], 'x-exposure': 'none: for people on call' } }, show);`,
      options: everywhere,
    },
    {
      name: 'an instance by its type, and a schema with a name of its own',
      code: `const schema = { ${both} }; const add = (app: HttpApp) => { app.post('/a', { schema }, show); };`,
      options: everywhere,
    },
    {
      name: 'a spread of a constant',
      code: `const observed = { ${both} }; fastify.get('/a', { schema: { ...observed, body: A } }, show);`,
      options: everywhere,
    },
    {
      name: 'values from elsewhere',
      code: `import { names, event } from './names.js'; fastify.get('/a', { schema: { 'x-metrics': names, 'x-exposure': event } }, show);`,
      options: everywhere,
    },
    { name: 'a schema from elsewhere', code: `fastify.get('/a', { schema: routes.a }, show);`, options: everywhere },
    { name: 'a second argument that may be options or handler', code: `fastify.get('/a', show);`, options: everywhere },
    { name: 'options from elsewhere', code: `fastify.get('/a', options, show);`, options: everywhere },
    {
      name: 'a spread from elsewhere',
      code: `fastify.get('/a', { schema: { ...shared(), body: A } }, show);`,
      options: everywhere,
    },
    {
      name: 'a computed key may be either',
      code: `fastify.get('/a', { schema: { [key]: 1 } }, show);`,
      options: everywhere,
    },
    {
      name: 'a route that is hidden from the API',
      code: `fastify.get('/metrics', { schema: { hide: true } }, show);`,
      options: everywhere,
    },
    {
      name: 'a map, and a client',
      code: `const rows = new Map(); rows.get('a', 1); client.get('/a', {}, 1);`,
      options: everywhere,
    },
    { name: 'an address that is not known', code: `fastify.get(url, show);`, options: everywhere },
    { name: 'a file that does not use the keys, unless everywhere', code: `fastify.get('/a', { schema: {} }, show);` },
    {
      name: 'other keys',
      code: `fastify.get('/a', { schema: { 'x-counted-by': ['a'], 'x-shown': 'view' } }, show);`,
      options: [{ metrics: 'x-counted-by', exposure: 'x-shown', require: 'everywhere' }],
    },
  ],
  invalid: [
    {
      name: 'neither: the token is the callee',
      code: `fastify.get('/a', { schema: { body: A } }, show);`,
      options: everywhere,
      errors: [
        { messageId: 'noMetrics', line: 1, column: 1, endColumn: 12, data: { route: 'GET /a', key: 'x-metrics' } },
        { messageId: 'noExposure', data: { route: 'GET /a', key: 'x-exposure' } },
      ],
    },
    {
      name: 'no schema at all',
      code: `const show = async () => cards; fastify.get('/a', show);`,
      options: everywhere,
      errors: [{ messageId: 'noMetrics' }, { messageId: 'noExposure' }],
    },
    {
      name: 'an empty list',
      code: `fastify.get('/a', { schema: { 'x-metrics': [], 'x-exposure': 'view' } }, show);`,
      options: everywhere,
      errors: [{ messageId: 'emptyMetrics' }],
    },
    {
      name: 'none, and no reason',
      code: `fastify.get('/a', { schema: { 'x-metrics': ['a_total'], 'x-exposure': 'none: ' } }, show);`,
      options: everywhere,
      errors: [{ messageId: 'noReason' }],
    },
    {
      name: 'a new route beside one that keeps the custom',
      code: `fastify.get('/a', { schema: { ${both} } }, show); fastify.get('/b', { schema: { body: B } }, show);`,
      errors: [{ messageId: 'noMetrics', data: { route: 'GET /b', key: 'x-metrics' } }, { messageId: 'noExposure' }],
    },
    {
      name: 'a route object',
      code: `fastify.route({ method: 'PUT', url: '/a', schema: { 'x-metrics': ['a_total'] }, handler: show });`,
      errors: [{ messageId: 'noExposure', data: { route: 'PUT /a', key: 'x-exposure' } }],
    },
    {
      name: 'shown in the API after all',
      code: `fastify.get('/a', { schema: { hide: false, 'x-exposure': 'view' } }, show);`,
      errors: [{ messageId: 'noMetrics' }],
    },
  ],
});
