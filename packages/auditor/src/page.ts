import type { Language } from "@dkek/words";
import { cardsView } from "./cards-view.js";
import { checkView } from "./check-view.js";
import { Desk } from "./desk.js";
import { button, element } from "./element.js";
import { filesView, takeFiles } from "./files-view.js";
import { licencesView } from "./licences-view.js";
import { selfCheckView } from "./self-check-view.js";
import type { Session } from "./session.js";
import { de } from "./words/de/page.js";
import { en } from "./words/en/page.js";
import type { PageWords } from "./words/page-words.js";

const LANGUAGES: readonly (readonly [PageWords, string])[] = [
  [en, "English"],
  [de, "Deutsch"],
];

/** Shows the page, in the browser's language if it is one of ours. */
export function showPage(body: HTMLElement): void {
  const desk = new Desk();
  let session: Session | undefined;
  // Of the page as it is now: a file that is still being read when the language changes lands there.
  let listeners: (() => void)[] = [];

  function deskChanged(): void {
    for (const listener of listeners) listener();
  }

  function speak(words: PageWords, thenFocus?: Language): void {
    // Ends a check that still runs.
    deskChanged();
    listeners = [];
    session = {
      desk,
      words,
      say,
      deskChanged,
      onDesk: (listener) => {
        listeners.push(listener);
      },
    };
    document.documentElement.lang = words.language;
    document.title = `${words.title} – dkek verify`;
    body.replaceChildren(...parts(session, (chosen) => speak(chosen, chosen.language)));
    if (thenFocus !== undefined) document.getElementById(`speak-${thenFocus}`)?.focus();
  }
  speak(navigator.language.startsWith("de") ? de : en);

  // Beside the body as well: a browser would open the file instead of this page.
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    if (session !== undefined) void takeFiles(session, [...(event.dataTransfer?.files ?? [])]);
  });
  body.addEventListener("keydown", (event) => {
    // A scanner types wherever the focus is, and so may a hurried hand.
    if (isTyped(event)) document.getElementById("row")?.focus();
  });
  // A page that goes on as if nothing had happened could show half a result.
  const fail = (): void => {
    desk.clear();
    const text = session?.words.defect ?? "";
    session = undefined;
    body.replaceChildren(element("p", { attributes: { class: "trouble", role: "alert" } }, text));
    deskChanged();
  };
  addEventListener("error", fail);
  addEventListener("unhandledrejection", fail);
  addEventListener("pagehide", () => {
    desk.clear();
    deskChanged();
  });
}

function say(text: string): void {
  const said = document.getElementById("said");
  if (said !== null) said.textContent = text;
}

/** A character that no field of its own takes, and that means nothing where the focus is. */
function isTyped({ target, key, ctrlKey, altKey, metaKey }: KeyboardEvent): boolean {
  const isInField = target instanceof HTMLInputElement && target.type !== "file";
  // A space presses a button.
  return key.length === 1 && key !== " " && !ctrlKey && !altKey && !metaKey && !isInField;
}

function parts(session: Session, speak: (words: PageWords) => void): HTMLElement[] {
  const { words, desk, deskChanged, say } = session;
  const languages = LANGUAGES.map(([other, name]) =>
    button(name, () => speak(other), {
      id: `speak-${other.language}`,
      lang: other.language,
      "aria-pressed": String(other === words),
    }),
  );
  const forget = button(
    words.forget,
    () => {
      desk.clear();
      deskChanged();
      say(words.forgotten);
    },
    { id: "forget" },
  );
  return [
    element(
      "header",
      {},
      element("div", { attributes: { class: "bar" } }, ...languages, forget),
      element("h1", {}, words.title),
      element("p", { attributes: { class: "purpose" } }, words.purpose),
      element("p", { attributes: { class: "quiet" } }, words.promise),
    ),
    element(
      "main",
      {},
      filesView(session),
      cardsView(session),
      checkView(session),
      selfCheckView(session),
    ),
    licencesView(session),
    element("div", { attributes: { id: "said", class: "unseen", role: "status" } }),
  ];
}
