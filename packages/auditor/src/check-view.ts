import { parseKcv } from "@dkek/dkek-file";
import { DkekError, SecretBytes } from "@dkek/foundation";
import { type Checked, check } from "./check.js";
import { button, element, setBusy } from "./element.js";
import { engine } from "./engine.js";
import { resultView } from "./result-view.js";
import type { Session } from "./session.js";

/** What else may be known, the button that begins the check, its progress, and at last the result. */
export function checkView(session: Session): HTMLElement {
  const { words, desk, say } = session;
  let running: AbortController | undefined;

  const kcv = element("input", {
    attributes: { id: "kcv", type: "text", autocomplete: "off", spellcheck: "false" },
  });
  const password = element("input", {
    attributes: { id: "password", type: "password", autocomplete: "off" },
  });
  const trouble = element("p", { attributes: { class: "trouble", role: "alert" } });
  const what = element("span", {});
  const bar = element("progress", {
    attributes: { max: "1", value: "0", "aria-label": words.opening },
  });
  const cancel = button(words.cancel, () => running?.abort());
  const progress = element(
    "div",
    { attributes: { class: "progress", id: "progress" } },
    what,
    bar,
    cancel,
  );
  progress.hidden = true;
  const start = button(words.check, () => void run(), { class: "primary", id: "check" });
  const result = element("div", { attributes: { id: "result" } });

  function takeFields(): string | undefined {
    const named = kcv.value.replace(/[\s:]/g, "");
    desk.kcv = parseKcv(named);
    desk.password?.wipe();
    desk.password =
      password.value === "" ? undefined : SecretBytes.own(new TextEncoder().encode(password.value));
    const { pbes, cards } = desk.material();
    if (named !== "" && desk.kcv === undefined) return words.kcvBad;
    // An earlier report says what there was, and nothing of what is there now.
    if (desk.items.every(({ what }) => what.kind === "report")) return words.nothingToCheck;
    if (desk.password !== undefined && (pbes.length !== 1 || cards.length > 0)) {
      return words.passwordAndCards;
    }
    return undefined;
  }

  async function run(): Promise<void> {
    result.replaceChildren();
    trouble.textContent = takeFields() ?? "";
    if (trouble.textContent !== "") return;
    running = new AbortController();
    setBusy(start, true);
    progress.hidden = false;
    const at = (text: string) => (fraction: number) => {
      if (what.textContent !== text) what.textContent = text;
      bar.setAttribute("aria-label", text);
      bar.value = fraction;
    };
    try {
      const { signal } = running;
      const found = await check(desk, engine, {
        signal,
        onDerivation: at(words.opening),
        onCards: at(words.checkingCards),
      });
      if (!signal.aborted) show(found);
    } catch (error) {
      if (running.signal.aborted) trouble.textContent = words.cancelled;
      else if (error instanceof DkekError) trouble.textContent = error.message;
      else throw error;
    } finally {
      running = undefined;
      setBusy(start, false);
      if (document.activeElement === cancel) start.focus();
      progress.hidden = true;
      bar.value = 0;
    }
  }

  function show(found: Checked): void {
    const view = resultView(session, found);
    result.replaceChildren(view);
    view.querySelector("h2")?.focus();
    say(words.audit.result(found.verdict, found.notProven.length));
  }

  session.onDesk(() => {
    // A result is one of what lay on the desk.
    running?.abort();
    result.replaceChildren();
    trouble.textContent = "";
    if (desk.items.length === 0) {
      kcv.value = "";
      password.value = "";
    }
  });

  return element(
    "section",
    { attributes: { class: "checking" } },
    element(
      "details",
      {},
      element("summary", {}, words.more),
      element("label", { attributes: { for: "kcv" } }, words.kcv),
      kcv,
      element("label", { attributes: { for: "password" } }, words.password),
      password,
    ),
    start,
    trouble,
    progress,
    result,
  );
}
