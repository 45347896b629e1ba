/** A V8 profile as `node --cpu-prof` writes it. */
export type CpuProfile = {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string };
    readonly children?: readonly number[];
  }[];
  readonly samples: readonly number[];
  /** Microseconds before each sample. */
  readonly timeDeltas: readonly number[];
  /** Microseconds of the machine's monotonic clock, which process.hrtime shows as well. */
  readonly startTime: number;
};

/** A stretch of time on that clock. */
export type Stretch = { readonly fromMicros: number; readonly toMicros: number };

/** Now, on that clock. */
export const monotonicMicros = (): number => Number(process.hrtime.bigint() / 1000n);

/**
 * Microseconds by where they were spent. Time in a library or in the engine counts for the nearest file of ours that called
 * it, when there is one: a stage pays for what it calls. Pure.
 * @param nameOf the stage of a frame; undefined for a frame that is nobody's
 */
export const microsByStage = (
  profile: CpuProfile,
  { fromMicros, toMicros }: Stretch,
  nameOf: NameStage,
): Map<string, number> => {
  const stageOf = stagesOfNodes(profile, nameOf);
  const micros = new Map<string, number>();
  let atMicros = profile.startTime;
  profile.samples.forEach((id, at) => {
    const delta = profile.timeDeltas[at] ?? 0;
    atMicros += delta;
    if (atMicros < fromMicros || atMicros > toMicros) return;
    const stage = stageOf.get(id) ?? 'engine';
    micros.set(stage, (micros.get(stage) ?? 0) + delta);
  });
  return micros;
};

export type NameStage = (url: string, functionName: string) => string | undefined;

const stagesOfNodes = ({ nodes }: CpuProfile, nameOf: NameStage): Map<number, string> => {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const stages = new Map<number, string>();
  const [root] = nodes;
  const open = root ? [{ node: root, inherited: undefined as string | undefined }] : [];
  for (let next = open.pop(); next; next = open.pop()) {
    const { functionName, url } = next.node.callFrame;
    const stage = nameOf(url, functionName) ?? next.inherited;
    if (stage !== undefined) stages.set(next.node.id, stage);
    for (const id of next.node.children ?? []) {
      const node = byId.get(id);
      if (node) open.push({ node, inherited: stage });
    }
  }
  return stages;
};
