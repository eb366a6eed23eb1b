const POINTS_PER_INCH = 72;
const MILLIMETRES_PER_INCH = 25.4;

/** A length in millimetres as PDF's points. */
export function millimetres(length: number): number {
  return (length * POINTS_PER_INCH) / MILLIMETRES_PER_INCH;
}

/** A length in points as millimetres. */
export function inMillimetres(points: number): number {
  return (points * MILLIMETRES_PER_INCH) / POINTS_PER_INCH;
}
