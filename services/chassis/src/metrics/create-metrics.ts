import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** The allowed values of each label: the only way to add a series is to write it down here. */
export type LabelValues = Readonly<Record<string, readonly string[]>>;

/** A counter whose series are known beforehand, all present at 0 from the start. */
export type BoundedCounter<Labels extends LabelValues> = {
  readonly increment: (labels: { readonly [Name in keyof Labels]: Labels[Name][number] }) => void;
  readonly add: (amount: number, labels: { readonly [Name in keyof Labels]: Labels[Name][number] }) => void;
};

export type CounterDefinition<Labels extends LabelValues> = {
  readonly name: string;
  readonly help: string;
  readonly labels: Labels;
};

/** The metrics of one service, on a registry of its own. */
export type Metrics = {
  readonly registry: Registry;
  readonly counter: <const Labels extends LabelValues>(definition: CounterDefinition<Labels>) => BoundedCounter<Labels>;
  readonly histogram: (definition: HistogramDefinition) => (labels: Record<string, string>, seconds: number) => void;
  /** A value that is read when somebody asks for the metrics. */
  readonly gauge: <const Labels extends LabelValues>(definition: GaugeDefinition<Labels>) => void;
};

export type GaugeDefinition<Labels extends LabelValues> = {
  readonly name: string;
  readonly help: string;
  /** Without labels there is one series. */
  readonly labels?: Labels;
  readonly read: (labels: { readonly [Name in keyof Labels]: Labels[Name][number] }) => number;
};

export type HistogramDefinition = {
  readonly name: string;
  readonly help: string;
  readonly labelNames: readonly string[];
};

/**
 * Metrics whose number of series cannot grow with traffic: a label value that was not declared counts as `other`.
 * @param options.isProcessMeasured also memory, CPU and event-loop delay of this process (its timers keep running)
 */
export const createMetrics = (options: { readonly isProcessMeasured?: boolean } = {}): Metrics => {
  const registry = new Registry();
  if (options.isProcessMeasured) collectDefaultMetrics({ register: registry });
  return {
    registry,
    counter: (definition) => createBoundedCounter(registry, definition),
    histogram: ({ name, help, labelNames }) => {
      const histogram = new Histogram({
        name,
        help,
        labelNames: [...labelNames],
        buckets: secondsBuckets,
        registers: [registry],
      });
      const bound = boundSeries(labelNames);
      return (labels, seconds) => histogram.observe(bound(labels), seconds);
    },
    gauge: (definition) => addGauge(registry, definition),
  };
};

const maxHistogramSeries = 500;

// A histogram's labels are route templates and the like, known only as they come; their number is bounded all the same.
const boundSeries = (labelNames: readonly string[]): ((labels: Record<string, string>) => Record<string, string>) => {
  const known = new Set<string>();
  const beyond = Object.fromEntries(labelNames.map((name) => [name, 'other']));
  return (labels) => {
    const series = labelNames.map((name) => labels[name]).join('\0');
    if (known.has(series)) return labels;
    if (known.size >= maxHistogramSeries) return beyond;
    known.add(series);
    return labels;
  };
};

const addGauge = <const Labels extends LabelValues>(
  registry: Registry,
  { name, help, labels, read }: GaugeDefinition<Labels>,
): void => {
  const series = combinations(labels ?? {});
  const gauge: Gauge = new Gauge({
    name,
    help,
    labelNames: Object.keys(labels ?? {}),
    registers: [registry],
    collect: () => {
      for (const one of series) gauge.set(one, read(one as { [Name in keyof Labels]: Labels[Name][number] }));
    },
  });
};

const secondsBuckets = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2];

const createBoundedCounter = <const Labels extends LabelValues>(
  registry: Registry,
  { name, help, labels }: CounterDefinition<Labels>,
): BoundedCounter<Labels> => {
  // Two clients in a process count under the same names, each with its own label values.
  const known = registry.getSingleMetric(name);
  const counter =
    known instanceof Counter
      ? known
      : new Counter({ name, help, labelNames: Object.keys(labels), registers: [registry] });
  for (const series of combinations(labels)) counter.inc(series, 0);
  return {
    increment: (given) => counter.inc(boundLabels(labels, given)),
    add: (amount, given) => counter.inc(boundLabels(labels, given), amount),
  };
};

const boundLabels = (allowed: LabelValues, given: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(allowed).map(([name, values]) => {
      const value = given[name];
      return [name, value !== undefined && values.includes(value) ? value : 'other'];
    }),
  );

const combinations = (labels: LabelValues): Record<string, string>[] =>
  Object.entries(labels).reduce<Record<string, string>[]>(
    (series, [name, values]) => series.flatMap((one) => values.map((value) => ({ ...one, [name]: value }))),
    [{}],
  );
