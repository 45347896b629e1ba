import { isPlaceholder } from './is-placeholder.ts';
import type { KeyMatch } from './provider-keys.ts';

/**
 * Rules of secretlint that are not asked: a comment of the change must not switch a rule off (`filter-comments`), one looks
 * for files on disk (`gcp`), and the others are judged more closely here (by check digits, content, and host).
 */
const left = ['filter-comments', 'gcp', 'basicauth', 'database-connection-string', 'privatekey', 'github', 'npm'];

/** Rules whose form is nobody else's. The others match short prefixes, so that they can only say "likely". */
const exact = ['aws', 'slack', 'sendgrid', 'shopify', 'anthropic', 'stripe', '1password', 'hashicorp-vault', 'gitlab'];

/** Longer lines are data or generated; the rules of others are not known to be linear in them. */
const longestLine = 2000;

type Asked = { readonly name: string; readonly find: (content: string, path: string) => Promise<readonly KeyMatch[]> };

let asked: Promise<readonly Asked[]> | undefined;

/**
 * Finds what the recommended rules of secretlint find (https://github.com/secretlint/secretlint). They are loaded when
 * this is first called, and run without secretlint's core, which keeps a mark of every file for as long as the process
 * lives.
 * @param path only its ending matters
 */
export const findBySecretlint = async (text: string, path: string): Promise<readonly KeyMatch[]> => {
  const content = text.replaceAll(/[^\n]+/g, (line) => (line.length > longestLine ? ' '.repeat(line.length) : line));
  const found = await Promise.all((await (asked ??= loadRules())).map(({ find }) => find(content, path)));
  return found.flat();
};

const loadRules = async (): Promise<readonly Asked[]> => {
  // Its types stand in a package that nothing else here needs.
  const { rules } = (await import('@secretlint/secretlint-rule-preset-recommend')) as unknown as {
    readonly rules: readonly Rule[];
  };
  return rules
    .map((rule) => ({ rule, name: rule.meta.id.replace('@secretlint/secretlint-rule-', '') }))
    .filter(({ name }) => !left.includes(name))
    .map(({ rule, name }) => ({ name, find: createFinder(rule, name) }));
};

/** As much of secretlint's interface as its rules use. */
type Rule = {
  readonly meta: { readonly id: string };
  readonly create: (
    context: {
      readonly sharedOptions: object;
      readonly createTranslator: () => (messageId: string) => object;
      readonly report: (found: { readonly range: readonly [number, number] }) => void;
      readonly ignore: () => void;
    },
    options: object,
  ) => { readonly file?: (source: object) => unknown };
};

const createFinder =
  (rule: Rule, name: string): Asked['find'] =>
  async (content, path) => {
    const ranges: (readonly [number, number])[] = [];
    const { file } = rule.create(
      {
        sharedOptions: {},
        createTranslator: () => (messageId) => ({ message: messageId, messageId }),
        report: ({ range }) => ranges.push(range),
        ignore: () => undefined,
      },
      {},
    );
    await file?.({ content, filePath: `/${path}`, ext: /\.[^./]*$/.exec(path)?.[0] ?? '', contentType: 'text' });
    return ranges.flatMap(([start, end]): readonly KeyMatch[] => {
      const text = content.slice(start, end);
      // A key without a digit is words: `xoxb-valid-token`.
      if (isPlaceholder(text) || !/\d/.test(text)) return [];
      return [{ kind: `${name}-key`, confidence: exact.includes(name) ? 'format' : 'likely', at: start, text }];
    });
  };
