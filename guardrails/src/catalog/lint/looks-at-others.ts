/**
 * Whether rules of an ESLint configuration may look at other files than the one they judge: rules with types, and those of plugins
 * that follow imports. Such rules must see base's text among base's files. What is not known to stay in its file counts as looking
 * at others. Pure.
 * @param configuration as ESLint computes it for a file, flat or `.eslintrc`
 */
export const looksAtOthers = (configuration: unknown): boolean => {
  const { languageOptions, parserOptions, plugins } = asRecord(configuration);
  const options = { ...asRecord(parserOptions), ...asRecord(asRecord(languageOptions)['parserOptions']) };
  const isTyped = typed.some(
    (name) => options[name] !== undefined && options[name] !== false && options[name] !== null,
  );
  const names = Array.isArray(plugins) ? plugins.map(String) : Object.keys(asRecord(plugins));
  return isTyped || names.some((name) => !staysInFile.has(name));
};

const typed = ['project', 'projectService', 'programs', 'program', 'EXPERIMENTAL_useProjectService'];

/** Plugins whose rules read the file alone, unless they ask for types. */
const staysInFile = new Set([
  ...['@', '@typescript-eslint', 'unicorn', 'simple-import-sort', 'unused-imports', 'react', 'react-hooks'],
  ...['react-refresh', 'jsx-a11y', 'jest', 'vitest', '@vitest', 'regexp', 'promise', 'jsdoc', '@stylistic'],
  ...['stylistic', 'perfectionist', 'sonarjs', 'security', 'es-x', 'testing-library', 'storybook'],
]);

const asRecord = (value: unknown): { readonly [name: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as { readonly [name: string]: unknown })
    : {};
