import type { Pen } from "../page/pen.js";
import { PrintError } from "../print-error.js";

/** A piece of a sheet that is never torn apart: it stands on one page. Lengths are millimetres. */
export interface Block {
  readonly height: number;
  /** @param y its upper edge. */
  readonly draw: (pen: Pen, y: number) => void;
  /** Stands above it once more where it begins a page, such as the head of a table. */
  readonly head?: Block;
  /** White space above it, unless it begins a page. */
  readonly before?: number;
  /** Does not end a page, such as a heading. */
  readonly withNext?: boolean;
  /** Begins a page. */
  readonly newPage?: boolean;
}

/** A block and where it stands. */
export interface Placed {
  readonly block: Block;
  readonly y: number;
}

/** Where blocks may stand on a page. */
export interface Room {
  /** On the first page. */
  readonly first: number;
  /** On all others. */
  readonly top: number;
  readonly bottom: number;
}

/**
 * Puts blocks below each other, on as many pages as they take.
 *
 * @throws {PrintError} `text-too-long`: a block is higher than a page.
 */
export function fillPages(blocks: readonly Block[], { first, top, bottom }: Room): Placed[][] {
  const pages: Placed[][] = [[]];
  let y = first;
  for (const group of groupsOf(blocks)) {
    const [leader] = group;
    const isBegun = (pages.at(-1) ?? []).length > 0;
    if (isBegun && (leader?.newPage === true || y + heightOf(group) > bottom)) {
      pages.push([]);
      y = top;
    }
    const page = pages.at(-1) ?? [];
    const head = page.length === 0 ? leader?.head : undefined;
    for (const block of head === undefined ? group : [head, ...group]) {
      if (page.length > 0) y += block.before ?? 0;
      if (y + block.height > bottom) throw tooLong();
      page.push({ block, y });
      y += block.height;
    }
  }
  return pages;
}

/** The same blocks on one page, if a page has room for them. */
export function keepTogether(blocks: readonly Block[], { top, bottom }: Room): readonly Block[] {
  if (heightOf(blocks) > bottom - top) return blocks;
  return blocks.map((block, place) => ({ ...block, withNext: place < blocks.length - 1 }));
}

function heightOf(blocks: readonly Block[]): number {
  return blocks.reduce((sum, { height, before = 0 }) => sum + before + height, 0);
}

/** What has to stand on one page. */
function groupsOf(blocks: readonly Block[]): Block[][] {
  const groups: Block[][] = [];
  let open = false;
  for (const block of blocks) {
    if (open) groups.at(-1)?.push(block);
    else groups.push([block]);
    open = block.withNext === true;
  }
  return groups;
}

function tooLong(): PrintError {
  return new PrintError("text-too-long", "one entry alone takes more than a page of the sheet", {
    hint: "shorten it: nothing is left out or clipped on a sheet",
  });
}

export function drawPlaced(pen: Pen, placed: readonly Placed[]): void {
  for (const { block, y } of placed) block.draw(pen, y);
}
