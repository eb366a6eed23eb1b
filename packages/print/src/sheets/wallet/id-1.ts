import { INK } from "../../page/ink.js";
import type { PageSize } from "../../page/pdf.js";
import type { Pen } from "../../page/pen.js";

/** A bank card's size, in millimetres (ISO/IEC 7810, ID-1). */
export const ID_1: PageSize = { width: 85.6, height: 54 };
/** The corners' radius, in millimetres. */
const RADIUS_MM = 3.18;
/** What is printed stays away from the edges: a cut is seldom exact. */
export const PADDING_MM = 3.6;

/** Chords for a quarter of a circle: no eye sees them at this size. */
const CHORDS = 8;

/** Where one side of the card lies on its page, in millimetres. */
export interface Side {
  readonly x: number;
  readonly y: number;
}

/** The edge of a card, rounded, as thin as a hair: to cut along. */
export function drawEdge(pen: Pen, { x, y }: Side): void {
  const { width, height } = ID_1;
  const corners = [
    [x + width - RADIUS_MM, y + RADIUS_MM, -90],
    [x + width - RADIUS_MM, y + height - RADIUS_MM, 0],
    [x + RADIUS_MM, y + height - RADIUS_MM, 90],
    [x + RADIUS_MM, y + RADIUS_MM, 180],
  ] as const;
  const points = corners.flatMap(([centreX, centreY, start]) =>
    Array.from({ length: CHORDS + 1 }, (_, chord) => {
      const angle = ((start + (90 * chord) / CHORDS) * Math.PI) / 180;
      return [
        centreX + RADIUS_MM * Math.cos(angle),
        centreY + RADIUS_MM * Math.sin(angle),
      ] as const;
    }),
  );
  for (const [place, [fromX, fromY]] of points.entries()) {
    const [toX, toY] = points[(place + 1) % points.length] ?? [fromX, fromY];
    pen.line(fromX, fromY, toX, toY, 0.12, INK.line);
  }
}
