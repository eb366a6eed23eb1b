import { type Card, dropDraft, questionOf, scannedPart, stepBack, takeLine } from "@dkek/ceremony";
import type { Advice } from "@dkek/words";
import { cameraView } from "./camera.js";
import { button, element } from "./element.js";
import type { Session } from "./session.js";

/** As at a terminal: in either language, typed instead of a row. */
const BACK: readonly string[] = ["back", "zurück"];
const SKIP: readonly string[] = ["skip", "überspringen"];

/** Where cards are typed row by row, or come from a scanner, which types as well. */
export function cardsView(session: Session): HTMLElement {
  const { words, desk, say, deskChanged, onDesk } = session;
  let entry = desk.entry();

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
        cardIn(step.card);
        break;
      case "refused":
        refuse(words.entry.fault(step.fault));
        break;
      default:
        refuse(words.noFileHere);
    }
  }

  function cardIn(card: Card): void {
    desk.add(words.typedCard(card.id), { kind: "card", it: card });
    entry = dropDraft(entry);
    const ids = [...entry.ids, card.id];
    deskChanged();
    accepted();
    say(words.entry.cardIn({ nth: ids.length, of: undefined }, ids));
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
    if (entry.draft !== undefined && desk.items.length > 0) return;
    entry = desk.entry();
    input.value = "";
    trouble.textContent = "";
    show();
  });
  show();

  const camera = cameraView(session, (code) => {
    const step = takeLine(dropDraft(entry), code);
    if (step.what === "card") cardIn(step.card);
    else if (step.what === "refused") refuse(words.entry.fault(step.fault));
  });
  return element(
    "section",
    { attributes: { "aria-labelledby": "cards-title" } },
    element("h2", { attributes: { id: "cards-title" } }, words.cards),
    element("p", {}, words.cardsHelp),
    form,
    camera,
  );
}
