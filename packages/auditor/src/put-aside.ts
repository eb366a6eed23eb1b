/** What stands in fields and what is unfolded, to be put back into the page in another language. */
export function putAside(body: HTMLElement): () => void {
  const fields = [...body.querySelectorAll<HTMLInputElement>("input:not([type=file])")];
  const values = fields.map(({ id, value }) => ({ id, value }));
  const unfolded = [...body.querySelectorAll("details[open]")].map(({ id }) => id);
  return () => {
    for (const { id, value } of values) {
      const field = document.getElementById(id);
      if (field instanceof HTMLInputElement) field.value = value;
    }
    for (const id of unfolded) document.getElementById(id)?.setAttribute("open", "");
  };
}
