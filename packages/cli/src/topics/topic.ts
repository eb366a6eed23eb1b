/** What `dkek help TOPIC` explains, in plain words. */
export const TOPICS = [
  "ceremony",
  "cards",
  "record",
  "schemes",
  "import",
  "backup",
  "secrets",
  "stock-tool",
  "exit-status",
] as const;

export type TopicName = (typeof TOPICS)[number];

export interface Topic {
  /** What it is, as part of a sentence. */
  readonly title: string;
  /** Each is wrapped to the screen; one that begins with two spaces stands as it is. */
  readonly paragraphs: readonly string[];
}

export type Topics = Readonly<Record<TopicName, Topic>>;
