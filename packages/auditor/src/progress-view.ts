import { button, element } from "./element.js";
import type { Session } from "./session.js";

/** How far something is that takes its time, with a button that ends it. */
export interface ProgressView {
  readonly root: HTMLElement;
  /** @param fraction of what is named. */
  readonly at: (text: string, fraction: number) => void;
  /** Puts it away. Whoever has just cancelled stands where they began it. */
  readonly end: (beganBy: HTMLElement) => void;
}

/** Hidden until it begins. */
export function progressView({ words }: Session, id: string, onCancel: () => void): ProgressView {
  const what = element("span", {});
  const bar = element("progress", { attributes: { max: "1", value: "0" } });
  const cancel = button(words.cancel, onCancel);
  const root = element("div", { attributes: { class: "progress", id } }, what, bar, cancel);
  root.hidden = true;
  return {
    root,
    at: (text, fraction) => {
      root.hidden = false;
      if (what.textContent !== text) {
        what.textContent = text;
        bar.setAttribute("aria-label", text);
      }
      bar.value = fraction;
    },
    end: (beganBy) => {
      if (document.activeElement === cancel) beganBy.focus();
      root.hidden = true;
      bar.value = 0;
    },
  };
}
