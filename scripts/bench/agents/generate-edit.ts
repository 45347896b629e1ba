import { specifierOf, type Files, type GeneratedRepository, type Module } from './generate-repository.ts';
import { pick } from './seeded-random.ts';

/** What one simulated task does: the files it may write, what its prompt says, and the texts it leaves. */
export type Edit = {
  readonly kind: EditKind;
  readonly scope: readonly string[];
  readonly prompt: string;
  readonly changed: Files;
};

/** `rename` and `add-parameter` change what others may use; `call` uses what others may change; `body` does neither. */
export type EditKind = 'body' | 'rename' | 'add-parameter' | 'remove' | 'call';

const kinds: readonly EditKind[] = ['body', 'body', 'rename', 'add-parameter', 'remove', 'call', 'call'];

/**
 * Draws a task for a module of the repository; its scope is the module, and for a rename all that use the name. Pure for a seed.
 * @param near a module that the task has to do with: it works there, or on a user of it, or starts to use it
 */
export const generateEdit = (repository: GeneratedRepository, random: () => number, near: Module | null): Edit => {
  const module = near === null ? pick(random, repository.modules) : neighbourOf(near, repository, random);
  const kind = pick(random, kinds);
  return edits[kind]({ repository, module, random, near, name: pick(random, module.functions) });
};

const neighbourOf = (near: Module, { modules }: GeneratedRepository, random: () => number): Module => {
  const users = modules.filter(({ calls }) => calls.some((name) => near.functions.includes(name)));
  const after = modules.slice(modules.indexOf(near) + 1);
  const around = [near, ...users, ...(after.length > 0 ? [pick(random, after), pick(random, after)] : [])];
  return pick(random, around);
};

type Draw = {
  readonly near: Module | null;
  readonly repository: GeneratedRepository;
  readonly module: Module;
  readonly random: () => number;
  readonly name: string;
};

const textOf = ({ repository }: Draw, path: string): string => repository.files.get(path) ?? '';

type Rewriting = Pick<Edit, 'kind' | 'prompt'> & { readonly to: (text: string) => string };

/** The task's own files in new words. */
const rewrite = (draw: Draw, { kind, prompt, to }: Rewriting): Edit => {
  const users = repositoryUsers(draw);
  const scope = [draw.module.path, ...users];
  return { kind, prompt, scope, changed: new Map(scope.map((path) => [path, to(textOf(draw, path))])) };
};

const repositoryUsers = ({ repository, name }: Draw): readonly string[] =>
  repository.modules.filter(({ calls }) => calls.includes(name)).map(({ path }) => path);

const word = (name: string): RegExp => new RegExp(`\\b${name}\\b`, 'g');

const edits: { readonly [kind in EditKind]: (draw: Draw) => Edit } = {
  body: (draw) => {
    const { module, name, random } = draw;
    const weight = 10 + Math.floor(random() * 80);
    const text = textOf(draw, module.path);
    const at = text.indexOf(`const ${name} =`);
    const changed = text.slice(0, at) + text.slice(at).replace(/const weight = \d+/, `const weight = ${weight}`);
    return {
      kind: 'body',
      scope: [module.path],
      prompt: `Weigh it by ${weight}.`,
      changed: new Map([[module.path, changed]]),
    };
  },
  rename: (draw) =>
    rewrite(draw, {
      kind: 'rename',
      prompt: `Call \`${draw.name}\` by a better name.`,
      to: (text) => text.replace(word(draw.name), `${draw.name}Total`),
    }),
  'add-parameter': (draw) =>
    rewrite(draw, {
      kind: 'add-parameter',
      prompt: `\`${draw.name}\` needs a currency.`,
      to: (text) =>
        text
          .replace(
            `const ${draw.name} = (left: number, right: number)`,
            `const ${draw.name} = (left: number, right: number, currency: string)`,
          )
          .replaceAll(`${draw.name}(left, right)`, `${draw.name}(left, right, 'EUR')`),
    }),
  remove: (draw) =>
    rewrite(draw, {
      kind: 'remove',
      prompt: `Nobody needs \`${draw.name}\` any more.`,
      to: (text) =>
        text
          .replace(new RegExp(`\\nexport const ${draw.name} = [^]*?\\n};\\n`), '')
          .replace(new RegExp(`import \\{ ${draw.name} \\} from '[^']*';\\n`), '')
          .replaceAll(` + ${draw.name}(left, right)`, ''),
    }),
  call: (draw) => {
    const { repository, module, random } = draw;
    const at = repository.modules.indexOf(module);
    // Only what stands before it, or the two would call each other.
    const before = repository.modules.slice(0, Math.max(1, at));
    const owner = draw.near !== null && before.includes(draw.near) ? draw.near : pick(random, before);
    const wanted = pick(random, owner.functions);
    const text = textOf(draw, module.path);
    if (owner === module || module.calls.includes(wanted)) return edits.body(draw);
    const specifier = specifierOf(module.path, owner.path, random() < 0.3);
    const changed = `import { ${wanted} } from '${specifier}';\n${text.replace(/return left \* weight \+ right/, `return left * weight + right + ${wanted}(left, right)`)}`;
    // Seven of ten prompts name what is to be used; the others only speak of it.
    const prompt =
      random() < 0.7 ? `Take \`${wanted}\` into account.` : 'Take what the other package knows into account.';
    return { kind: 'call', scope: [module.path], prompt, changed: new Map([[module.path, changed]]) };
  },
};
