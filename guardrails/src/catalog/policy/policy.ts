import { dataText } from '../../data-text.ts';
import { createFinding, type Finding, type FindingData, type Guardrail } from '../../guardrail.ts';
import type { BriefTerms } from '../../policy/brief-terms.ts';
import { matchGlobs } from '../../policy/match-globs.ts';
import { configurationFile } from '../../policy/parse-configuration.ts';
import { collectPolicy, isOwnPolicy } from './collect-policy.ts';
import { compareConfigurations } from './compare-configurations.ts';
import { compareEffective } from './effective/compare-effective.ts';
import type { Weakening } from './effective/weakening.ts';
import { weakeningMessages } from './weakening-messages.ts';
import type { PolicyEvidence, PolicyFile, ProtectedFile } from './policy-evidence.ts';

/** Does the change alter what changes are judged by: Interlock's own policy, CI, lint and test configuration? */
export const policyGuardrail: Guardrail<PolicyEvidence> = {
  id: 'policy',
  version: 2,
  collect: async (context) => ({ evidence: await collectPolicy(context) }),
  assess: ({ files, own, effective }, { brief }) => [
    ...files.flatMap((file) =>
      assessFile({
        ...{ file, own: own.find(({ path }) => path === file.path), brief },
        isCompared: effective?.compared.includes(file.path) ?? false,
      }),
    ),
    ...(effective === null ? [] : compareEffective(effective).map((weakening) => weakeningFinding(weakening, brief))),
  ],
  notChecked: ({ effective }) => effective?.notChecked ?? [],
  messages: {
    'policy/protected-file': (data) =>
      `${dataText(data, 'path')} is protected (${dataText(data, 'globs')}): it decides how changes are checked, so only a person changes it. Undo it, or have the task's scope.write name this file.`,
    'policy/configuration-changed': (data) =>
      `${dataText(data, 'path')} is ${dataText(data, 'how')}${optionsOf(data)}: it is the policy that changes are judged by. This change was judged by base's; a person has to agree before the new one counts.`,
    'policy/configuration-broken': (data) =>
      `${dataText(data, 'path')} cannot be used: ${dataText(data, 'problem')} Once it is on base no change could be checked.`,
    'policy/introduced': (data) =>
      `${dataText(data, 'path')} is new, and base has nothing like it: it decides how later changes are checked, so read it with care.`,
    ...weakeningMessages,
  },
};

/** A task must not loosen what it is judged by, whatever it may write; without a brief a person decides. */
const weakeningFinding = (
  { code, file, line, what, before, after, isMinor }: Weakening,
  brief: BriefTerms | null,
): Finding => {
  // A task that names package.json means to add a dependency, not to loosen a script.
  const isAgreed = brief === null || (isNamed(file, brief) && !file.endsWith('package.json'));
  const level = isMinor === true ? 'note' : isAgreed ? 'warning' : 'error';
  return createFinding({
    ...{ code, level, file, ...(line === undefined ? {} : { line }) },
    data: { path: file, what, before, after },
  });
};

const optionsOf = (data: FindingData): string =>
  Array.isArray(data['options']) && data['options'].length > 0 ? ` (${dataText(data, 'options')})` : '';

type Assessed = {
  readonly file: ProtectedFile;
  readonly own: PolicyFile | undefined;
  readonly brief: BriefTerms | null;
  /** Its meaning was compared, so that its text alone need not alarm anyone. */
  readonly isCompared: boolean;
};

const assessFile = (assessed: Assessed): readonly Finding[] => {
  const { file, own, brief, isCompared } = assessed;
  const { path, globs } = file;
  if (brief !== null && !isNamed(path, brief))
    return [createFinding({ code: 'policy/protected-file', level: 'error', file: path, data: { path, globs } })];
  if (own !== undefined && isOwnPolicy(path)) return assessOwn(own, brief);
  if (file.status === 'added' && !file.hasPredecessor) return [introduced(path)];
  const level = brief === null && !isCompared ? 'warning' : 'note';
  return [createFinding({ code: 'policy/protected-file', level, file: path, data: { path, globs } })];
};

/** A task that a person wrote may name a protected file: by its path or a glob without `**`. */
const isNamed = (path: string, { scope }: BriefTerms): boolean =>
  matchGlobs(scope.write.filter((glob) => !glob.includes('**')))(path);

const introduced = (path: string): Finding =>
  createFinding({ code: 'policy/introduced', level: 'note', file: path, data: { path } });

const assessOwn = (own: PolicyFile, brief: BriefTerms | null): readonly Finding[] => {
  const { path, base, head } = own;
  const difference = path === configurationFile ? compareConfigurations(base, head) : { changed: [] };
  if ('problem' in difference)
    return [
      createFinding({
        code: 'policy/configuration-broken',
        level: 'error',
        file: path,
        data: { path, problem: difference.problem },
      }),
    ];
  if (base === null) return [introduced(path)];
  const options = difference.changed;
  const isSame = path === configurationFile && head !== null && options.length === 0;
  const level = brief === null && !isSame ? 'error' : 'note';
  const how = head === null ? 'removed' : isSame ? 'worded differently and means the same' : 'changed';
  const data = { path, how, options };
  // Who appeals, appeals this very text: another edit of the same options is another question.
  return [createFinding({ code: 'policy/configuration-changed', level, file: path, data, identity: { path, head } })];
};
