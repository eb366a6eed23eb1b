import { element } from "./element.js";
import { embedded } from "./embedded.js";
import type { Session } from "./session.js";

/** The licences of what others have made of this page: they ask for going with it. */
export function licencesView({ words }: Session): HTMLElement {
  const text = element("pre", { attributes: { lang: "en", tabindex: "0" } });
  const details = element(
    "details",
    {
      attributes: { id: "licences" },
      on: {
        toggle: () => {
          if (details.open && text.textContent === "") void show();
        },
      },
    },
    element("summary", {}, words.licences),
    text,
  );

  async function show(): Promise<void> {
    text.textContent = new TextDecoder().decode(await embedded("packed-licences"));
  }
  return element("footer", {}, details);
}
