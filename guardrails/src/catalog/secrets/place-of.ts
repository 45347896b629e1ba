import type { Place } from './secrets-evidence.ts';

const tests =
  /(?:^|\/)(?:__tests__|__mocks__|__fixtures__|__snapshots__|tests?|specs?|e2e|fixtures?|mocks?|testing|test-[^/]+|[^/]+-tests?|cypress|playwright|evals?|benchmarks?)\/|[._-](?:test|spec|e2e|mock|fixture|stories|bench)s?\.[^/]+$|\.snap$|(?:^|[/._-])localhost[^/]*$|(?:^|\/)\.env\.(?:test|ci|development)$/i;
const examples =
  /(?:^|\/)(?:docs?|examples?|samples?|demos?|website|templates?|playground|storybook)\/|\.(?:md|mdx|rst|adoc|txt|example|sample|template|dist)$|\.(?:example|sample|template)\./i;

/** Where a path stands: keys in tests and examples are mostly made up. Pure. */
export const placeOf = (path: string): Place => (tests.test(path) ? 'test' : examples.test(path) ? 'example' : 'code');

const machineWritten =
  /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|yarn\.lock|bun\.lockb?|deno\.lock|composer\.lock|Cargo\.lock|poetry\.lock|uv\.lock|go\.sum|Gemfile\.lock)$|\.(?:snap|map|svg|min\.js|min\.css)$/;

/** Whether random text is what a file is made of (hashes of a lockfile, a source map): no name in it tells anything. Pure. */
export const isMachineWritten = (path: string): boolean => machineWritten.test(path);
