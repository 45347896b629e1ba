import type { ExpectedFinding, Files } from '../../guardbench-case.ts';

/** A small shop without an ESLint configuration: it is checked by the rules that Interlock brings. */
export const shop: Files = {
  'package.json': JSON.stringify(
    {
      name: 'shop',
      version: '1.0.0',
      private: true,
      type: 'module',
      dependencies: { '@openfeature/server-sdk': '^1.0.0' },
      devDependencies: { vitest: '^4.0.0' },
    },
    null,
    2,
  ),
  'src/node.d.ts': `declare const process: {
  readonly env: { [name: string]: string | undefined };
  on(event: string, run: () => void): void;
  off(event: string, run: () => void): void;
};
declare module 'node:child_process' {
  export const exec: (command: string) => void;
  export const execFile: (file: string, args: readonly string[]) => void;
}
`,
  'src/pool.ts': `export type Client = {
  query(text: string, values?: readonly unknown[]): Promise<readonly object[]>;
  release(): void;
};
export declare const pool: { connect(): Promise<Client>; query: Client['query'] };
`,
  'src/http.ts': `export type Request = { readonly query: { readonly [name: string]: string }; on(event: string, run: () => void): void };
export type Reply = { write(text: string): void; send(body: unknown): void };
export declare const app: { get(path: string, handler: (request: Request, reply: Reply) => unknown): void };
`,
  'src/bus.ts': `type Listener = (text: string) => void;
export declare const bus: { on(event: string, listener: Listener): void; off(event: string, listener: Listener): void };
`,
  'src/order.ts': `export type Order = { readonly subtotal: number; readonly tax: number; readonly total: number };
export type User = { readonly id: string; readonly name: string };
export declare const loadUser: (id: string) => User;
`,
};

/** The finding of one of the plugin's rules: a warning on the line that holds a text. */
export const warning = (file: string, at: string): ExpectedFinding => ({
  code: 'lint/new-problem',
  level: 'warning',
  file,
  at,
});
