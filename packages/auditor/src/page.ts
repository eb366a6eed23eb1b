import type { Language } from "@dkek/words";
import { cardsView } from "./cards-view.js";
import { checkView } from "./check-view.js";
import { Desk } from "./desk.js";
import { button, element } from "./element.js";
import { filesView, takeFiles } from "./files-view.js";
import { licencesView } from "./licences-view.js";
import { putAside } from "./put-aside.js";
import { selfCheckView } from "./self-check-view.js";
import type { Kept, Session } from "./session.js";
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
  const kept: Kept = {};
  let session: Session | undefined;
  // Of the page as it is now: a file that is still being read when the language changes lands there.
  let listeners: (() => void)[] = [];
  let forgetting: (() => void)[] = [];
  let end = new AbortController();

  function deskChanged(): void {
    for (const listener of listeners) listener();
  }

  function forget(): void {
    desk.clear();
    kept.entry = undefined;
    for (const listener of forgetting) listener();
    deskChanged();
  }

  function speak(words: PageWords, thenFocus?: Language): void {
    end.abort();
    end = new AbortController();
    listeners = [];
    forgetting = [];
    session = {
      desk,
      kept,
      words,
      say,
      deskChanged,
      onDesk: (listener) => {
        listeners.push(listener);
      },
      onForget: (listener) => {
        forgetting.push(listener);
      },
      ended: end.signal,
    };
    document.documentElement.lang = words.language;
    document.title = `${words.title} – dkek verify`;
    const putBack = putAside(body);
    body.replaceChildren(...parts(session, forget, (chosen) => speak(chosen, chosen.language)));
    putBack();
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
    const text = session?.words.defect;
    if (text === undefined) return;
    session = undefined;
    forget();
    end.abort();
    body.replaceChildren(element("p", { attributes: { class: "trouble", role: "alert" } }, text));
  };
  addEventListener("error", fail);
  addEventListener("unhandledrejection", fail);
  addEventListener("pagehide", forget);
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

function parts(
  session: Session,
  forget: () => void,
  speak: (words: PageWords) => void,
): HTMLElement[] {
  const { words, say } = session;
  const languages = LANGUAGES.map(([other, name]) =>
    button(name, () => speak(other), {
      id: `speak-${other.language}`,
      lang: other.language,
      "aria-pressed": String(other === words),
    }),
  );
  const forgetAll = button(
    words.forget,
    () => {
      forget();
      say(words.forgotten);
    },
    { id: "forget" },
  );
  return [
    element(
      "header",
      {},
      element("div", { attributes: { class: "bar" } }, ...languages, forgetAll),
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
