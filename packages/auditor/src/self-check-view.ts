import { VECTORS } from "./built-in.js";
import { button, element, setBusy } from "./element.js";
import { engine } from "./engine.js";
import { progressView } from "./progress-view.js";
import { SELF_CHECKS } from "./self-check.js";
import type { Session } from "./session.js";
import type { SelfCheckName } from "./words/page-words.js";

const NAMES = Object.keys(SELF_CHECKS) as SelfCheckName[];

/** The published vectors, worked out in this very browser; and how to tell that the page is the right one. */
export function selfCheckView(session: Session): HTMLElement {
  const { words, say, ended } = session;
  let running: AbortController | undefined;
  const list = element("ul", { attributes: { class: "findings", id: "self-check" } });
  const progress = progressView(session, "self-check-progress", () => running?.abort());
  const verdict = element("p", { attributes: { class: "opens", id: "self-check-verdict" } });
  const start = button(words.runSelfCheck, () => void run(), { id: "run-self-check" });

  async function run(): Promise<void> {
    running = new AbortController();
    const { signal } = running;
    setBusy(start, true);
    list.replaceChildren();
    verdict.textContent = "";
    say(words.checking);
    let allRight = true;
    for (const name of NAMES) {
      const at = (fraction: number) => progress.at(words.selfCheckNames[name], fraction);
      at(0);
      const isRight = await outcomeOf(name, signal, at);
      if (signal.aborted) break;
      allRight &&= isRight;
      list.append(outcome(session, name, isRight));
    }
    running = undefined;
    progress.end(start);
    setBusy(start, false);
    if (signal.aborted) verdict.textContent = words.selfCheckCancelled;
    else verdict.textContent = allRight ? words.allRight : words.someNotRight;
    say(verdict.textContent);
  }
  ended.addEventListener("abort", () => running?.abort());

  return element(
    "section",
    { attributes: { "aria-labelledby": "self-check-title" } },
    element("h2", { attributes: { id: "self-check-title" } }, words.selfCheck),
    element("p", {}, words.selfCheckHelp),
    start,
    progress.root,
    list,
    verdict,
    element("p", {}, words.thisPage),
    element("ol", {}, ...words.thisPageSteps.map((step) => element("li", {}, step))),
  );
}

function outcome({ words }: Session, name: SelfCheckName, isRight: boolean): HTMLElement {
  return element(
    "li",
    { attributes: { class: isRight ? "proven" : "wrong" } },
    element("strong", { attributes: { class: "status" } }, isRight ? words.right : words.notRight),
    element("span", { attributes: { class: "text" } }, words.selfCheckNames[name]),
  );
}

/** Whatever goes wrong in it, it is not right. */
async function outcomeOf(
  name: SelfCheckName,
  signal: AbortSignal,
  onDerivation: (fraction: number) => void,
): Promise<boolean> {
  try {
    return await SELF_CHECKS[name](VECTORS, engine, { signal, onDerivation, onCards: () => {} });
  } catch {
    return false;
  }
}
