import {
  type Card,
  dropDraft,
  type EntryFault,
  looksLikeCardString,
  objectionTo,
  parseCardText,
  questionOf,
  scannedPart,
  stepBack,
  takeLine,
  wipeCard,
} from "@dkek/ceremony";
import { DkekError } from "@dkek/foundation";
import type { Advice } from "@dkek/words";
import { cameraView } from "./camera.js";
import { button, element } from "./element.js";
import type { Session } from "./session.js";

/** As at a terminal: in either language, typed instead of a row. */
const BACK: readonly string[] = ["back", "zurück"];
const SKIP: readonly string[] = ["skip", "überspringen"];

/** Where cards are typed row by row, or come from a scanner, which types as well. */
export function cardsView(session: Session): HTMLElement {
  const { words, desk, kept, say, deskChanged, onDesk, onForget, ended } = session;
  let entry = kept.entry ?? desk.entry();

  const question = element("label", { attributes: { for: "row", class: "question" } });
  const trouble = element("p", {
    attributes: { id: "row-trouble", class: "trouble", role: "alert" },
  });
  const input = element("input", {
    attributes: {
      id: "row",
      type: "text",
      autocomplete: "off",
      autocapitalize: "off",
      spellcheck: "false",
      "aria-describedby": "row-trouble",
    },
    on: { paste: (event) => takePasted(event as ClipboardEvent) },
  });
  const back = button(words.back, () => goBack());
  const skip = button(words.skip, () => goOn());
  const form = element(
    "form",
    {
      attributes: { class: "typing" },
      on: {
        submit: (event) => {
          event.preventDefault();
          take(input.value);
        },
      },
    },
    question,
    element(
      "div",
      { attributes: { class: "line" } },
      input,
      element("button", { attributes: { type: "submit" } }, words.take),
    ),
    trouble,
    element("div", { attributes: { class: "line" } }, back, skip),
  );

  function show(): void {
    const asked = questionOf(entry);
    const place = { nth: entry.ids.length + 1, of: undefined };
    question.textContent =
      asked.what === "card" ? words.entry.askCard(place, false) : words.entry.askRow(place, asked);
    back.hidden = entry.draft === undefined;
    skip.hidden = entry.draft === undefined;
  }

  function refuse({ message, hint }: Advice): void {
    trouble.replaceChildren(element("strong", {}, message), " ", element("span", {}, hint));
    input.setAttribute("aria-invalid", "true");
    input.select();
  }

  function accepted(): void {
    trouble.textContent = "";
    input.removeAttribute("aria-invalid");
    input.value = "";
    show();
    input.focus();
  }

  function take(typed: string): void {
    const command = typed.trim().toLowerCase();
    if (BACK.includes(command)) goBack();
    else if (SKIP.includes(command)) goOn();
    else takeRow(typed);
  }

  function takeRow(typed: string): void {
    const step = takeLine(entry, scannedPart(typed));
    switch (step.what) {
      case "went-on":
        entry = step.entry;
        accepted();
        say(question.textContent ?? "");
        break;
      case "card":
        cardIn(step.card, nameOf(typed, step.card));
        break;
      case "refused":
        refuse(adviceOn(step.fault));
        break;
      default:
        refuse(words.noFileHere);
    }
  }

  function nameOf(line: string, { id }: Card): string {
    return looksLikeCardString(scannedPart(line).trim())
      ? words.scannedCard(id)
      : words.typedCard(id);
  }

  function adviceOn(fault: EntryFault): Advice {
    const { message, hint } = words.entry.fault(fault);
    // At a terminal, there is a third way out.
    return { message, hint: fault.what === "nothing-typed" ? words.nothingTypedHint : hint };
  }

  function cardIn(card: Card, name: string): void {
    desk.add(name, { kind: "card", it: card });
    entry = dropDraft(entry);
    const ids = [...entry.ids, card.id];
    deskChanged();
    accepted();
    say(words.entry.cardIn({ nth: ids.length, of: undefined }, ids));
  }

  /** A field of one line would make one of several. */
  function takePasted(event: ClipboardEvent): void {
    const text = event.clipboardData?.getData("text") ?? "";
    if (!/[\r\n]\s*\S/.test(text)) return;
    event.preventDefault();
    try {
      const card = parseCardText(text);
      const fault = objectionTo(entry, card);
      if (fault === undefined) cardIn(card, words.typedCard(card.id));
      else {
        wipeCard(card);
        refuse(adviceOn(fault));
      }
    } catch (error) {
      if (!(error instanceof DkekError)) throw error;
      refuse({ message: words.unreadable(error), hint: "" });
    }
  }

  function goBack(): void {
    const before = stepBack(entry);
    if (before === undefined) {
      refuse(words.entry.nothingBefore);
      return;
    }
    entry = before;
    accepted();
    say(question.textContent ?? "");
  }

  function goOn(): void {
    entry = dropDraft(entry);
    accepted();
    say(words.entry.skipped);
  }

  onDesk(() => {
    // What has come meanwhile counts from the next card on.
    if (entry.draft === undefined) entry = desk.entry();
    show();
  });
  onForget(() => {
    entry = dropDraft(entry);
    input.value = "";
    input.removeAttribute("aria-invalid");
    trouble.textContent = "";
  });
  ended.addEventListener("abort", () => {
    kept.entry = entry.draft === undefined ? undefined : entry;
  });
  show();

  // As a scanner's: of another card than the one that is being typed, it is refused.
  const camera = cameraView(session, takeRow);
  return element(
    "section",
    { attributes: { "aria-labelledby": "cards-title" } },
    element("h2", { attributes: { id: "cards-title" } }, words.cards),
    element("p", {}, words.cardsHelp),
    form,
    camera,
  );
}
