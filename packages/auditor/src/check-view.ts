import { parseKcv } from "@dkek/dkek-file";
import { DkekError, SecretBytes } from "@dkek/foundation";
import { type Checked, check } from "./check.js";
import { button, element, setBusy } from "./element.js";
import { engine } from "./engine.js";
import { progressView } from "./progress-view.js";
import { resultView } from "./result-view.js";
import type { Session } from "./session.js";

/** What else may be known, the button that begins the check, its progress, and at last the result. */
export function checkView(session: Session): HTMLElement {
  const { words, desk, kept, say, ended } = session;
  let running: AbortController | undefined;

  const kcv = element("input", {
    attributes: {
      id: "kcv",
      type: "text",
      autocomplete: "off",
      spellcheck: "false",
      "aria-describedby": "check-trouble",
    },
  });
  const password = element("input", {
    attributes: { id: "password", type: "password", autocomplete: "off" },
  });
  const trouble = element("p", {
    attributes: { id: "check-trouble", class: "trouble", role: "alert" },
  });
  const progress = progressView(session, "progress", () => running?.abort());
  const start = button(words.check, () => void run(), { class: "primary", id: "check" });
  const result = element("div", { attributes: { id: "result" } });

  function takeFields(): string | undefined {
    const named = kcv.value.replace(/[\s:]/g, "");
    desk.kcv = parseKcv(named);
    desk.password =
      password.value === "" ? undefined : SecretBytes.own(new TextEncoder().encode(password.value));
    const { pbes, cards } = desk.material();
    const isBad = named !== "" && desk.kcv === undefined;
    kcv.setAttribute("aria-invalid", String(isBad));
    if (isBad) return words.kcvBad;
    // An earlier report says what there was, and nothing of what is there now.
    if (desk.items.every(({ what }) => what.kind === "report")) return words.nothingToCheck;
    if (desk.password !== undefined && (pbes.length !== 1 || cards.length > 0)) {
      return words.passwordAndCards;
    }
    return undefined;
  }

  async function run(): Promise<void> {
    clear();
    trouble.textContent = takeFields() ?? "";
    if (trouble.textContent === "") await watched();
    desk.dropPassword();
  }

  async function watched(): Promise<void> {
    running = new AbortController();
    const { signal } = running;
    setBusy(start, true);
    say(words.checking);
    progress.at(words.checking, 0);
    const at = (text: string) => (fraction: number) => progress.at(text, fraction);
    try {
      const found = await check(desk, engine, {
        signal,
        onDerivation: at(words.opening),
        onCards: at(words.checkingCards),
      });
      signal.throwIfAborted();
      kept.checked = found;
      show(found).querySelector("h2")?.focus();
      say(words.audit.result(found.verdict, found.notProven.length));
    } catch (error) {
      if (signal.aborted) trouble.textContent = words.cancelled;
      else if (error instanceof DkekError) trouble.textContent = words.unreadable(error);
      else throw error;
    } finally {
      running = undefined;
      setBusy(start, false);
      progress.end(start);
    }
  }

  function show(found: Checked): HTMLElement {
    const view = resultView(session, found);
    result.replaceChildren(view);
    return view;
  }

  function clear(): void {
    kept.checked = undefined;
    result.replaceChildren();
    trouble.textContent = "";
  }

  session.onDesk(() => {
    // A result is one of what lay on the desk.
    running?.abort();
    clear();
  });
  session.onForget(() => {
    kcv.value = "";
    password.value = "";
    kcv.removeAttribute("aria-invalid");
  });
  ended.addEventListener("abort", () => {
    kept.wasInterrupted = running !== undefined;
    running?.abort();
  });
  if (kept.checked !== undefined) show(kept.checked);
  if (kept.wasInterrupted) trouble.textContent = words.cancelled;
  kept.wasInterrupted = false;

  return element(
    "section",
    { attributes: { class: "checking", "aria-labelledby": "check-title" } },
    element("h2", { attributes: { id: "check-title" } }, words.checkTitle),
    element(
      "details",
      { attributes: { id: "more" } },
      element("summary", {}, words.more),
      element("label", { attributes: { for: "kcv" } }, words.kcv),
      kcv,
      element("label", { attributes: { for: "password" } }, words.password),
      password,
    ),
    start,
    trouble,
    progress.root,
    result,
  );
}
