import { dataDigitsAt, type KnownRows, maskOf, type RowPlace, rowsOfCard } from "./row-place.js";

/**
 * Up to how many places a circle may have. Each fits a row by chance once in 4096, so among 256 a
 * single one that fits is right far more often than not.
 */
const CIRCLE_PLACES_MAX = 256;

/**
 * The other place of the set whose row has been typed, if that can be told.
 *
 * The places lie in circles around the one that was asked for, by how easily people slip into them:
 * the other rows of the same card; the same row of the other cards; all other rows of the other
 * cards (only where these are few enough for a fit to mean something). The nearest circle with a
 * place that fits decides: if just one fits, it is named, and if several do, none is.
 *
 * @param residue of the typed row: the mask of the place where it would be right.
 */
export function solePlace(
  residue: number,
  dataDigits: number,
  asked: RowPlace,
  known: KnownRows,
): RowPlace | undefined {
  for (const circle of circlesAround(asked, known)) {
    const fitting = circle.filter(
      (place) =>
        dataDigitsAt(known.partBytes[place.part] ?? 0, place.index) === dataDigits &&
        maskOf(place) === residue,
    );
    if (fitting.length > 0) return fitting.length === 1 ? fitting[0] : undefined;
  }
  return undefined;
}

function circlesAround(asked: RowPlace, known: KnownRows): RowPlace[][] {
  const { setId, shareId, part, index } = asked;
  const others = [...new Set(known.shareIds)].filter((id) => id !== shareId);
  const otherRows = rowsOfCard(known).filter((row) => row.part !== part || row.index !== index);
  const far = others.length * otherRows.length <= CIRCLE_PLACES_MAX ? others : [];
  return [
    otherRows.map((row) => ({ setId, shareId, ...row })),
    others.map((id) => ({ setId, shareId: id, part, index })),
    far.flatMap((id) => otherRows.map((row) => ({ setId, shareId: id, ...row }))),
  ];
}
