import type { ExpectedFinding, Files } from '../../guardbench-case.ts';

/** A small service without an ESLint configuration: it is checked by the rules that Interlock brings. */
export const service: Files = {
  'package.json': JSON.stringify({ name: 'now-playing', version: '1.0.0', private: true, type: 'module' }, null, 2),
  'src/track.ts': `export type Track = { readonly id: string; readonly title: string; readonly artistId: string };\n`,
  'src/store.ts': `import type { Track } from './track.ts';

export type Query = { readonly where: object; readonly take?: number };
export type Table<Row> = {
  findUnique(query: Query): Promise<Row | null>;
  findMany(query: Query): Promise<readonly Row[]>;
  create(query: { readonly data: object }): Promise<Row>;
};
export declare const prisma: { readonly track: Table<Track>; readonly play: Table<object> };
`,
};

/** The finding of one of the plugin's rules: a warning on the line that holds a text. */
export const warning = (file: string, at: string): ExpectedFinding => ({
  code: 'lint/new-problem',
  level: 'warning',
  file,
  at,
});
