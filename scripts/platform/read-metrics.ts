/** One series of a service's metrics. */
export type MetricSample = {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
};

/** What a service says at `/metrics`. @param url of the service */
export const readMetrics = async (url: string): Promise<MetricSample[]> => {
  const answer = await fetch(`${url}/metrics`, { signal: AbortSignal.timeout(5000) });
  return parseMetrics(await answer.text());
};

/** The samples in a text of the Prometheus format; comments and what is no sample are passed over. Pure. */
export const parseMetrics = (text: string): MetricSample[] =>
  text.split('\n').flatMap((line) => {
    const [, name, labels = '', value] = samplePattern.exec(line) ?? [];
    return name === undefined ? [] : [{ name, labels: parseLabels(labels), value: Number(value) }];
  });

/** The sum of all series of a name whose labels hold these values. */
export const sumMetric = (
  samples: readonly MetricSample[],
  name: string,
  labels: Readonly<Record<string, string>> = {},
): number =>
  samples
    .filter((sample) => sample.name === name)
    .filter((sample) => Object.entries(labels).every(([label, value]) => sample.labels[label] === value))
    .reduce((sum, { value }) => sum + value, 0);

const samplePattern = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)/;

const parseLabels = (text: string): Record<string, string> =>
  Object.fromEntries(
    [...text.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, name = '', value = '']) => [name, value]),
  );
