/**
 * Long work in pieces of a few milliseconds: yields the fraction done, 0 to 1 and never falling, and
 * returns the result. Whoever runs it decides what happens in between, and ends it early with
 * `throw()`, so that it wipes what it holds.
 */
export type Work<Result> = Generator<number, Result, void>;
