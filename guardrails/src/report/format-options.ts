/** What the reader's side adds. Each format takes what it has a use for. */
export type FormatOptions = {
  /** ANSI colour in `text`. Default false. */
  readonly colour?: boolean;
  /** What is being judged, in words. Default: the commits. */
  readonly title?: string;
  /** Width of `text`, in characters. Default 100. */
  readonly columns?: number;
  /** The doc section of a code, as Markdown: rule help in `sarif`. */
  readonly help?: (code: string) => string | null;
};
