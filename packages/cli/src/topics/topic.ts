/** What `dkek help TOPIC` explains, in plain words; none is called like a command, whose help is shown. */
export const TOPICS = [
  "ceremony",
  "cards",
  "record",
  "schemes",
  "importing",
  "backup",
  "damage",
  "secrets",
  "stock-tool",
  "exit-status",
] as const;

export type TopicName = (typeof TOPICS)[number];

export interface Topic {
  /** What it is, as part of a sentence. */
  readonly title: string;
  /** Each is wrapped to the screen; one that begins with two spaces stands in its lines as it is. */
  readonly paragraphs: readonly string[];
}

export type Topics = Readonly<Record<TopicName, Topic>>;
