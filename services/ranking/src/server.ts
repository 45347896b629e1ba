import { readConfiguration, runMain, stopWithProcess } from '@interlock-dev/chassis';
import { RankingConfiguration } from './configuration.ts';
import { startRanking } from './start-ranking.ts';

await runMain(async () => {
  stopWithProcess(await startRanking(readConfiguration(RankingConfiguration)));
});
