import { pick } from './seeded-random.ts';

/** Texts by path. */
export type Files = ReadonlyMap<string, string>;

/** One generated module (simulated code): the functions it exports, and the modules whose functions it calls. */
export type Module = {
  readonly path: string;
  readonly functions: readonly string[];
  readonly calls: readonly string[];
};

/** A generated repository: packages of modules that call each other, some behind a barrel. */
export type GeneratedRepository = { readonly modules: readonly Module[]; readonly files: Files };

const packages = ['cart', 'price', 'stock', 'mail', 'report', 'search'];

/** Generates packages of six modules; a module calls up to three functions of modules before it. Pure for a seed. */
export const generateRepository = (random: () => number): GeneratedRepository => {
  const modules: Module[] = [];
  const files = new Map<string, string>();
  for (const folder of packages)
    for (let index = 0; index < 6; index += 1) {
      const path = `src/${folder}/part-${index}.ts`;
      const stem = `${folder}${index}`;
      const functions = ['sum', 'rate', 'label'].map(
        (name) => `${name}Of${stem[0]?.toUpperCase() ?? ''}${stem.slice(1)}`,
      );
      const count = modules.length === 0 ? 0 : Math.floor(random() * 3);
      const calls = [...new Set(Array.from({ length: count }, () => pick(random, pick(random, modules).functions)))];
      const module = { path, functions, calls };
      files.set(path, textOf(module, modules, random() < 0.3));
      modules.push(module);
    }
  for (const folder of packages) files.set(`src/${folder}/index.ts`, barrel);
  return { modules, files };
};

const barrel = Array.from({ length: 6 }, (_, index) => `export * from './part-${index}.ts';\n`).join('');

const textOf = (module: Module, before: readonly Module[], isByBarrel: boolean): string => {
  const imports = module.calls.map((name) => {
    const owner = before.find(({ functions }) => functions.includes(name));
    return `import { ${name} } from '${specifierOf(module.path, owner?.path ?? '', isByBarrel)}';\n`;
  });
  const used = module.calls.map((name) => ` + ${name}(left, right)`).join('');
  return [
    ...imports,
    ...module.functions.map(
      (name, index) =>
        `\nexport const ${name} = (left: number, right: number): number => {\n  const weight = ${index + 2};\n  return left * weight + right${index === 0 ? used : ''};\n};\n`,
    ),
  ].join('');
};

/** The specifier by which one generated module imports another. */
export const specifierOf = (from: string, to: string, isByBarrel: boolean): string => {
  const [, fromFolder = ''] = from.split('/');
  const [, folder = '', file = ''] = to.split('/');
  // Its own barrel would be a circle.
  if (fromFolder === folder) return `./${file}`;
  return isByBarrel ? `../${folder}/index.ts` : `../${folder}/${file}`;
};
