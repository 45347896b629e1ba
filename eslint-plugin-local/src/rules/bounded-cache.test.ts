import { RuleTester } from '@typescript-eslint/rule-tester';
import { afterAll, describe, it } from 'vitest';
import { boundedCache } from './bounded-cache.ts';

RuleTester.afterAll = afterAll;
RuleTester.describe = describe;
RuleTester.it = it;

new RuleTester().run('bounded-cache', boundedCache, {
  valid: [
    {
      name: 'entries are deleted',
      code: 'const cache = new Map(); const get = (userId: string) => { const hit = cache.get(userId); if (hit) return hit; if (cache.size > 100) cache.clear(); cache.set(userId, load(userId)); };',
    },
    {
      name: 'a registry: nobody asks before adding',
      code: 'const handlers = new Map(); export const register = (url: string, f) => { handlers.set(url, f); }; export const find = (url: string) => handlers.get(url);',
    },
    {
      name: 'a key of few values',
      code: 'const cache = new Map(); const get = (locale: string) => { const hit = cache.get(locale); if (hit) return hit; cache.set(locale, load(locale)); };',
    },
    {
      name: 'a key whose type may be a union',
      code: 'const cache = new Map(); const get = (id: Kind) => { const hit = cache.get(id); if (hit) return hit; cache.set(id, load(id)); };',
    },
    {
      name: 'entries that expire',
      code: 'const cache = new Map(); const get = (id: string) => { const hit = cache.get(id); if (hit) return hit; cache.set(id, { value: load(id), expiresAt: now() + 1000 }); };',
    },
    {
      name: 'a cache of one call',
      code: 'const f = () => { const cache = new Map(); return (id: string) => { if (!cache.has(id)) cache.set(id, load(id)); return cache.get(id); }; };',
    },
    {
      name: 'an exported store may be cleared elsewhere',
      code: 'export const cache = new Map(); const get = (id: string) => { if (!cache.has(id)) cache.set(id, load(id)); };',
    },
    {
      name: 'a store that is handed on',
      code: 'const cache = new Map(); limit(cache); const get = (id: string) => { if (!cache.has(id)) cache.set(id, load(id)); };',
    },
    {
      name: 'a WeakMap forgets by itself',
      code: 'const cache = new WeakMap(); const get = (id) => { if (!cache.has(id)) cache.set(id, load(id)); };',
    },
    {
      name: 'an object of which entries are deleted',
      code: 'const cache = {}; const get = (id: string) => { cache[id] ??= load(id); delete cache[id]; };',
    },
    {
      name: 'an LRU cache with a bound',
      code: 'import { LRUCache } from "lru-cache"; const cache = new LRUCache({ max: 100 });',
    },
    {
      name: 'options that cannot be read',
      code: 'import { LRUCache } from "lru-cache"; const cache = new LRUCache({ ...defaults });',
    },
    {
      name: 'memoize without an argument has one answer',
      code: 'import memoize from "lodash/memoize"; const load = memoize(() => read());',
    },
    {
      name: 'memoize with a limit',
      code: 'import memoizee from "memoizee"; const load = memoizee((id) => read(id), { maxAge: 1000 });',
    },
    {
      name: 'a field of an object that is made for each request',
      code: 'class Request { private cache = new Map(); get(id: string) { if (!this.cache.has(id)) this.cache.set(id, load(id)); } }',
    },
    {
      name: 'a test',
      code: 'const cache = new Map(); const get = (id: string) => { if (!cache.has(id)) cache.set(id, load(id)); };',
      filename: 'src/a.test.ts',
    },
  ],
  invalid: [
    {
      name: 'a Map that remembers each user',
      code: 'const cache = new Map<string, User>(); const get = (userId: string) => { const hit = cache.get(userId); if (hit) return hit; const user = load(userId); cache.set(userId, user); return user; };',
      errors: [{ messageId: 'unbounded', data: { name: 'cache' }, column: 7 }],
    },
    {
      name: 'an object',
      code: 'const cache = {}; function get(url: string) { if (cache[url]) return cache[url]; cache[url] = load(url); return cache[url]; }',
      errors: [{ messageId: 'unbounded' }],
    },
    {
      name: 'an object without a prototype',
      code: 'const cache = Object.create(null); const get = (email: string) => { if (cache[email] === undefined) cache[email] = load(email); return cache[email]; };',
      errors: [{ messageId: 'unbounded' }],
    },
    {
      name: 'a key that is put together',
      code: 'const cache = new Map(); const get = (userId: string, page: number) => { const key = `${userId}:${page}`; if (!cache.has(key)) cache.set(key, load(userId, page)); return cache.get(key); };',
      errors: [{ messageId: 'unbounded' }],
    },
    {
      name: 'a field of a service',
      code: 'class UserService { private readonly cache = new Map(); get(id: string) { if (!this.cache.has(id)) this.cache.set(id, load(id)); return this.cache.get(id); } }',
      errors: [{ messageId: 'unbounded', data: { name: 'cache' } }],
    },
    {
      name: 'a static field',
      code: 'class User { static #cache = new Map(); static get(id: string) { if (!User.#cache.has(id)) User.#cache.set(id, load(id)); return User.#cache.get(id); } }',
      errors: [{ messageId: 'unbounded' }],
    },
    {
      name: 'a library’s cache without a limit',
      code: 'import NodeCache from "node-cache"; const cache = new NodeCache();',
      errors: [{ messageId: 'noLimit', data: { limits: '`stdTTL` or `maxKeys`' } }],
    },
    {
      name: 'an answer remembered for each argument',
      code: 'import { memoize } from "lodash"; export const load = memoize(async (id) => read(id));',
      errors: [{ messageId: 'memoized', data: { name: 'memoize' } }],
    },
    {
      name: 'also with a resolver of keys',
      code: 'import memoize from "lodash/memoize"; export const load = memoize((a) => read(a), (a) => a.id);',
      errors: [{ messageId: 'memoized' }],
    },
  ],
});
