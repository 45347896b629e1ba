/** What one view came to, for the summary. */
export type ViewRecord = {
  readonly latencyMs: number;
  readonly answer:
    | {
        readonly isOk: true;
        readonly degradation: string;
        readonly cause: string | undefined;
        readonly arms: Readonly<Record<string, string>>;
        readonly model: string;
        readonly cardCount: number;
        readonly chosen:
          { readonly kind: string; readonly position: number; readonly sources: readonly string[] } | undefined;
        readonly isSaved: boolean;
      }
    | { readonly isOk: false; readonly reason: string };
};

/** What came of telling features. */
export type EventsRecord =
  | { readonly isOk: true; readonly accepted: number; readonly duplicates: number }
  | { readonly isOk: false; readonly reason: string; readonly lost: number };
