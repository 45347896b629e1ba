import type { Survey } from './survey.ts';

/** What `init` says it found, one line each. Pure. */
export const describeSurvey = (survey: Survey): readonly string[] => [
  `package manager: ${survey.packageManager.name} (${survey.packageManager.lockfile ?? 'no lockfile: CI installs what is newest'})`,
  `packages: ${survey.workspaces.length === 0 ? 'one' : `the root and ${survey.workspaces.length} more`}`,
  `tests: ${survey.testRunner ?? 'no runner found; name a command in tests.command'}`,
  `ESLint: ${survey.eslint ?? "none; certain bugs and this project's own rules are looked for"}`,
  `dependency-cruiser: ${survey.dependencyCruiser ?? 'none; new cycles and imports that lead nowhere are looked for'}`,
  `OpenAPI: ${survey.openapi.length === 0 ? 'none' : survey.openapi.join(', ')}`,
  `TypeScript: ${survey.hasTypescript ? 'yes' : 'none found'}`,
  'baseline: none needed; a change answers only for what it adds, base against head',
  ...(survey.serviceScripts.length === 0
    ? []
    : [
        `services: script ${survey.serviceScripts.join(', ')}; to have its latency measured, add an entry to services by hand`,
      ]),
];
