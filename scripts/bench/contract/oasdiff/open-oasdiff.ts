import { withTemporaryFolder } from '../../../../guardrails/src/tree/temporary-folder.ts';
import { createTree } from '../../../../guardrails/src/tree/commit-tree.ts';
import { openMirror } from '../../commits/open-mirror.ts';
import { readPairs } from './read-pairs.ts';
import type { ReadPairs } from './read-pairs.ts';
import { readRules } from './read-rules.ts';
import type { Rules } from './read-rules.ts';

/** What a mirror of oasdiff holds for a comparison. */
export type Oasdiff = {
  readonly commit: string;
  readonly rules: Rules;
  readonly read: ReadPairs;
  readonly texts: ReadonlyMap<string, string>;
};

/** Reads rules and test pairs from a clone of oasdiff; nothing of it is written anywhere. */
export const openOasdiff = (path: string): Promise<Oasdiff> =>
  withTemporaryFolder('interlock-oasdiff-', async (dir) => {
    const { git, tip } = await openMirror(path, dir);
    const tree = createTree({
      git,
      commit: tip,
      tree: `${tip}^{tree}`,
      checkoutRoot: `${dir}/none`,
      dependencies: null,
    });
    const wanted = (await tree.list()).filter(({ path: at }) => /^(checker|diff)\/[^/]+\.go$|^data\//.test(at));
    const texts = new Map<string, string>();
    for (const { path: at } of wanted) texts.set(at, (await tree.readText(at)) ?? '');
    const sources = [...texts].filter(([at]) => at.endsWith('.go') && !at.endsWith('_test.go')).map(([, text]) => text);
    const tests = [...texts].filter(([at]) => /^checker\/[^/]+_test\.go$/.test(at));
    const rules = readRules([...sources, ...tests.map(([, text]) => text)]);
    const files = tests.map(([at, source]) => ({ name: at.replace('checker/', ''), source }));
    return { commit: tip, rules, read: readPairs(files, rules, (at) => texts.get(at) ?? null), texts };
  });
