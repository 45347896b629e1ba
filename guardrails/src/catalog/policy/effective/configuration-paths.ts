/** Whether a change to this file can alter what a TypeScript project means. Pure. */
export const isProjectFile = (path: string): boolean => /tsconfig|jsconfig/u.test(path) && path.endsWith('.json');

/** Whether a path is a CI file that is read. Pure. */
export const isCiFile = (path: string): boolean =>
  /^\.github\/workflows\/[^/]+\.ya?ml$|^\.github\/actions\/.*action\.ya?ml$|^\.gitlab-ci\.ya?ml$/u.test(path);

/** Whether a path is a code owners file that is in force. Pure. */
export const isOwnersFile = (path: string): boolean => /^(?:\.github\/|docs\/|\.gitlab\/)?CODEOWNERS$/u.test(path);

/** Whether a path is the manifest of a package. Pure. */
export const isManifest = (path: string): boolean =>
  /(?:^|\/)package\.json$/u.test(path) && !path.includes('node_modules/');

/** Whether a path is a hook of husky. Pure. */
export const isHook = (path: string): boolean => /^\.husky\/[\w-]+$/u.test(path);

/** Whether a path is an ESLint configuration. Pure. */
export const isLintConfig = (path: string): boolean =>
  /(?:^|\/)(?:eslint\.config\.[cm]?[jt]s|\.eslintrc(?:\.(?:[cm]?js|json))?)$/u.test(path) &&
  !path.includes('node_modules/');

/** Whether a path configures tests or coverage. Pure. */
export const isTestConfig = (path: string): boolean =>
  /(?:^|\/)(?:(?:vitest|vite|jest|playwright)[\w.-]*\.(?:config|workspace)(?:\.[\w-]+)*\.(?:[cm]?[jt]s|json)|(?:vitest|vite|jest|playwright)\.(?:config|workspace)\.(?:[cm]?[jt]s|json)|\.(?:nycrc|c8rc|mocharc|jestrc)(?:\.json)?)$/u.test(
    path,
  ) && !path.includes('node_modules/');

/** Whether a path is an ESLint or test configuration, or a file that one may import. Pure. */
export const mayConfigureCode = (path: string): boolean =>
  isLintConfig(path) ||
  isTestConfig(path) ||
  /(?:config|eslint|vitest|jest|lint|preset)[^/]*(?:\/.*)?\.(?:[cm]?[jt]s|json)$/iu.test(path);

/** Whether a change to these paths can alter what checks mean: asked first, so that other changes cost nothing. Pure. */
export const touchesConfiguration = (paths: readonly string[]): boolean =>
  paths.some((path) =>
    [isProjectFile, isCiFile, isOwnersFile, isManifest, isHook, mayConfigureCode].some((matches) => matches(path)),
  );
