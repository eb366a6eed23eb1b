import { VECTORS } from "./built-in.js";
import { button, element, setBusy } from "./element.js";
import { engine } from "./engine.js";
import { SELF_CHECKS } from "./self-check.js";
import type { Session } from "./session.js";
import type { SelfCheckName } from "./words/page-words.js";

const NAMES = Object.keys(SELF_CHECKS) as SelfCheckName[];

/** The published vectors, worked out in this very browser; and how to tell that the page is the right one. */
export function selfCheckView({ words, say }: Session): HTMLElement {
  const list = element("ul", { attributes: { class: "findings", id: "self-check" } });
  const bar = element("progress", { attributes: { max: "1", "aria-label": words.selfCheck } });
  bar.hidden = true;
  const verdict = element("p", { attributes: { class: "opens", id: "self-check-verdict" } });
  const start = button(words.runSelfCheck, () => void run(), { id: "run-self-check" });

  async function run(): Promise<void> {
    setBusy(start, true);
    bar.hidden = false;
    list.replaceChildren();
    verdict.textContent = "";
    let allRight = true;
    for (const name of NAMES) {
      const isRight = await outcomeOf(name, (fraction) => {
        bar.value = fraction;
      });
      // The language has changed: nobody sees this any more.
      if (!list.isConnected) return;
      allRight &&= isRight;
      list.append(
        element(
          "li",
          { attributes: { class: isRight ? "proven" : "wrong" } },
          element(
            "strong",
            { attributes: { class: "status" } },
            isRight ? words.right : words.notRight,
          ),
          element("span", { attributes: { class: "text" } }, words.selfCheckNames[name]),
        ),
      );
    }
    bar.hidden = true;
    setBusy(start, false);
    verdict.textContent = allRight ? words.allRight : words.someNotRight;
    say(verdict.textContent);
  }

  return element(
    "section",
    { attributes: { "aria-labelledby": "self-check-title" } },
    element("h2", { attributes: { id: "self-check-title" } }, words.selfCheck),
    element("p", {}, words.selfCheckHelp),
    start,
    bar,
    list,
    verdict,
    element("p", {}, words.thisPage),
    element("ol", {}, ...words.thisPageSteps.map((step) => element("li", {}, step))),
  );
}

/** Whatever goes wrong in it, it is not right. */
async function outcomeOf(
  name: SelfCheckName,
  onDerivation: (fraction: number) => void,
): Promise<boolean> {
  const { signal } = new AbortController();
  try {
    return await SELF_CHECKS[name](VECTORS, engine, { signal, onDerivation, onCards: () => {} });
  } catch {
    return false;
  }
}
