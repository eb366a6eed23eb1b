/** What an element is made of: attributes, and listeners by their events' names. */
export interface Making {
  readonly attributes?: Readonly<Record<string, string | boolean | undefined>>;
  readonly on?: Readonly<Record<string, (event: Event) => void>>;
}

/**
 * Makes an element. Text is only ever text: nothing that a file is called can become a part of the page.
 *
 * @param attributes `true` for one without a value; `false` and undefined leave it out.
 */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  { attributes = {}, on = {} }: Making = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(attribute, "");
    else if (typeof value === "string") made.setAttribute(attribute, value);
  }
  for (const [event, listener] of Object.entries(on)) made.addEventListener(event, listener);
  made.append(...children);
  return made;
}

/** A button that does something on this page. */
export function button(
  text: string,
  does: () => void,
  attributes: Making["attributes"] = {},
): HTMLButtonElement {
  const made = element("button", { attributes: { type: "button", ...attributes } }, text);
  made.addEventListener("click", () => {
    if (made.getAttribute("aria-disabled") !== "true") does();
  });
  return made;
}

/** While it is busy a button does nothing. Unlike one with `disabled`, it keeps the focus. */
export function setBusy(button: HTMLButtonElement, isBusy: boolean): void {
  button.setAttribute("aria-disabled", String(isBusy));
}
