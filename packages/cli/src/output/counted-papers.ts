/** Papers by what people call them, each named once, and how many there may be of it: `2 × card 1 (Ada)`. */
export function countedPapers(papers: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const paper of papers) counts.set(paper, (counts.get(paper) ?? 0) + 1);
  return [...counts]
    .map(([paper, count]) => (count === 1 ? paper : `${count} × ${paper}`))
    .join(", ");
}
