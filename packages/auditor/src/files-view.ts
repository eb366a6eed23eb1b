import { wipeCard } from "@dkek/ceremony";
import { oneLine } from "@dkek/words";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import type { Desk, Item } from "./desk.js";
import { button, element } from "./element.js";
import { PageError } from "./page-error.js";
import { readFile } from "./read-file.js";
import { readPicture } from "./read-picture.js";
import { recognise } from "./recognise.js";
import type { Session } from "./session.js";
import { whyUnreadable } from "./why-unreadable.js";

/** Where files are chosen and dropped, and the list of everything that was given. */
export function filesView(session: Session): HTMLElement {
  const { words, desk } = session;
  const input = element("input", {
    attributes: { type: "file", multiple: true, id: "files", class: "unseen" },
    on: {
      change: () => {
        void takeFiles(session, [...(input.files ?? [])]);
        // The same file may be chosen again.
        input.value = "";
      },
    },
  });
  const list = element("ul", { attributes: { class: "given", id: "given" } });
  const nothing = element("p", { attributes: { class: "quiet" } }, words.nothingYet);

  function show(): void {
    list.replaceChildren(...desk.items.map((item) => row(session, item)));
    nothing.hidden = desk.items.length > 0;
    list.hidden = desk.items.length === 0;
  }
  session.onDesk(show);
  show();

  const drop = element(
    "div",
    { attributes: { class: "drop" } },
    input,
    element("label", { attributes: { for: "files", class: "button" } }, words.choose),
    element("span", { attributes: { class: "quiet" } }, ` ${words.dropHere}`),
  );
  return element(
    "section",
    { attributes: { "aria-labelledby": "files-title" } },
    element("h2", { attributes: { id: "files-title" } }, words.files),
    element("p", {}, words.filesHelp),
    drop,
    nothing,
    list,
  );
}

function row(session: Session, item: Item): HTMLElement {
  const { words } = session;
  const { name, what } = item;
  const about = what.kind === "card" ? `${words.kinds.card} ${what.it.id}` : words.kinds[what.kind];
  const trouble =
    what.kind === "unreadable"
      ? [element("span", { attributes: { class: "trouble" } }, whyUnreadable(words, what.error))]
      : [];
  return element(
    "li",
    { attributes: { class: what.kind } },
    element("span", { attributes: { class: "kind" } }, about),
    element("span", { attributes: { class: "name" } }, oneLine(name)),
    button(words.remove, () => remove(session, item), {
      "aria-label": `${words.remove}: ${oneLine(name)}`,
    }),
    ...trouble,
  );
}

/** The focus goes on to what has taken its place, or to the last one, or to where files are chosen. */
function remove({ words, desk, deskChanged, say }: Session, item: Item): void {
  const place = desk.items.indexOf(item);
  desk.remove(item);
  deskChanged();
  const left = document.querySelectorAll<HTMLElement>("#given button");
  (left[place] ?? left[left.length - 1] ?? document.getElementById("files"))?.focus();
  say(words.removed(oneLine(item.name)));
}

async function takeFile(desk: Desk, file: File, forgotten: AbortSignal): Promise<void> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (error) {
    if (!(error instanceof PageError)) throw error;
    if (forgotten.aborted) return;
    desk.add(file.name, { kind: "unreadable", error });
    return;
  }
  try {
    const what = await recognise(bytes, readPicture);
    if (forgotten.aborted) {
      if (what.kind === "card") wipeCard(what.it);
      return;
    }
    const isPublic = what.kind !== "card" && what.kind !== "unreadable";
    desk.add(file.name, what, isPublic ? bytesToHex(sha256(bytes)) : undefined);
  } finally {
    // It may have been a card.
    bytes.fill(0);
  }
}

/** Reads files one after the other, and says how many there were. */
export async function takeFiles(session: Session, files: readonly File[]): Promise<void> {
  const { desk, words, say, deskChanged } = session;
  const forgotten = desk.untilForgotten;
  for (const file of files) {
    await takeFile(desk, file, forgotten);
    if (forgotten.aborted) return;
    deskChanged();
  }
  if (files.length > 0) say(words.tookFiles(files.length));
}
