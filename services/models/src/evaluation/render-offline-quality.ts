import type { DataSetSummary, ModelSummary, OfflineVerdict, Spread } from './offline-verdict.ts';

/** Numbers of others for the same protocol, by data set: they were not measured here. */
const published: Readonly<
  Record<string, readonly (readonly [model: string, ndcg: string, recall: string, where: string])[]>
> = {
  'ml-100k': [
    ['BPR', '0.2768', '0.2368 to 0.2523', 'RecBole, README'],
    ['BPR', '0.2863 and 0.2920', '0.2368 to 0.2523', 'RecBole, documentation'],
  ],
};

/** The page docs/benchmarks/offline-quality.md: measured and published numbers apart, and what the gate says. */
export const renderOfflineQuality = (verdict: OfflineVerdict): string =>
  [
    '# Offline quality on real data',
    '',
    'Made by `node services/models/src/main.ts evaluate --data DIR --markdown docs/benchmarks/offline-quality.md`. The data is',
    'public research data that this repository does not hold: HetRec 2011 Last.fm-2K (artists with at least ten listeners) and',
    'MovieLens 100K.',
    '',
    'Each user’s interactions are split at random 8 : 1 : 1. Every item counts as positive. Models learn from the first part; ',
    'the strength of EASE and the neighbourhood of ItemKNN are chosen on the second; the third is looked at once: all items that a user has in neither of',
    'the others are ranked, and the first ten measured. EASE → XGBoost reorders the first hundred of EASE by',
    '`rank:pairwise` trees, which learn from what fits on seven eighths of the training part left out of it: no model sees more than the training part.',
    'Mean ± standard deviation between splits.',
    '',
    ...verdict.summaries.flatMap(renderDataSet),
    '## What the gate says',
    '',
    ...renderGate(verdict),
    '',
  ]
    .join('\n')
    .replaceAll(' \n', '\n');

const renderDataSet = (summary: DataSetSummary): string[] => [
  `## ${summary.dataSet}`,
  '',
  `${summary.size.users} users, ${summary.size.items} items, ${summary.size.interactions} interactions; seeds ${summary.seeds.join(', ')}.`,
  '',
  '| measured here | NDCG@10 | Recall@10 | items shown |',
  '|---|---|---|---|',
  ...summary.models.map(renderModel),
  '',
  ...renderPublished(summary.dataSet),
  `What the second stage adds to ${summary.best} alone, in NDCG@10: ${signed(summary.gain.mean)}, 95 % interval ${signed(summary.gain.low)} to ${signed(summary.gain.high)}`,
  '(paired bootstrap over users, 10,000 draws; a user’s mean over the seeds counts once).',
  '',
];

const renderModel = ({ model, ndcg, recall, coverage }: ModelSummary): string =>
  `| ${model} | ${withSpread(ndcg)} | ${withSpread(recall)} | ${(100 * coverage.mean).toFixed(0)} % |`;

const renderPublished = (dataSet: string): string[] => {
  const rows = published[dataSet];
  if (!rows) return ['No published numbers for this protocol are known to us.', ''];
  return [
    '| published, not measured here | NDCG@10 | Recall@10 | where |',
    '|---|---|---|---|',
    ...rows.map((row) => `| ${row.join(' | ')} |`),
    '',
  ];
};

const renderGate = ({ ships, without, summaries }: OfflineVerdict): string[] =>
  ships === 'two-stage'
    ? ['**Two-stage**: the interval excludes zero on every data set, so the second stage may ship.']
    : summaries.length < 2
      ? ['**Candidate model alone**: one data set is not enough to promote a second stage.']
      : [
          `**Candidate model alone**: the second stage must add something on every data set, and on ${without.join(' and ')} the interval`,
          'does not exclude zero, so the simpler model ships. A ranker of the Now Playing View has features that these data sets',
          'lack (what plays, kinds, skips, recency); that it helps there has to be shown by shadow and canary.',
        ];

const withSpread = ({ mean, deviation }: Spread): string => `${mean.toFixed(4)} ± ${deviation.toFixed(4)}`;

const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(4)}`;
