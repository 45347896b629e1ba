/**
 * What the test of kills runs in a process of its own: adds the second version of a registry and lets it serve. Run:
 * `node --import ./kill-at-write.ts run-promotion.ts ROOT N`.
 */
import { join } from 'node:path';
import { buildRanker } from '../package/model-package.builder.ts';
import { openAuditLog } from './audit-log.ts';
import { openRegistry } from './registry.ts';
import { setServing, settleServing } from './set-serving.ts';

const [root = ''] = process.argv.slice(2);
const audited = { registry: openRegistry(root), audit: openAuditLog(join(root, 'audit.jsonl'), Date.now) };
const content = buildRanker({ threshold: 2 });
settleServing(audited, 'ranker');
audited.registry.add(content);
setServing(audited, { model: 'ranker', step: 'full', after: { full: content.card.version }, reason: 'a test' });
