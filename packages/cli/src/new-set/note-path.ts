/** Lies in a new set's folder until it has taken the old one's place. */
export const NOTE_PATH = "not-confirmed.json";
