import type { Finding } from "./finding.js";
import type { Material } from "./material.js";

/**
 * What is wrong first; then by subject: records, `.pbe` files, cards together and each of them, the
 * DKEK, key backups. Within a subject the order stays.
 */
export function inOrder<Line extends Pick<Finding, "status" | "subject">>(
  findings: readonly Line[],
  material: Material,
): Line[] {
  const subjects = [
    ...material.records.map(({ name }) => name),
    ...material.pbes.map(({ name }) => name),
  ];
  const cards = material.cards.map(({ name, it }) => `${name} (card ${it.id})`);
  const last = ["the DKEK", ...material.backups.map(({ name }) => name)];
  // Several cards, or a whole set.
  const together = findings
    .map(({ subject }) => subject)
    .filter((subject) => ![...subjects, ...cards, ...last].includes(subject));
  const order = [...new Set([...subjects, ...cards, ...together, ...last])];
  const rank = ({ status, subject }: Line): number =>
    order.indexOf(subject) - (status === "wrong" ? order.length : 0);
  return findings.toSorted((a, b) => rank(a) - rank(b));
}
