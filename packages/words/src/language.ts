/** The languages that everything here is complete in. */
export type Language = "en" | "de";

export const LANGUAGES: readonly Language[] = ["en", "de"];
