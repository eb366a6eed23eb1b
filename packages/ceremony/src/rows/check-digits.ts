/** How many check digits a row has. */
export const CHECK_DIGITS = 3;

/** How many data digits a full row has; the last row of a value may have fewer. */
export const DATA_DIGITS_MAX = 8;

/**
 * The check digits of a row before they are masked, as a number of 12 bits: the first check digit
 * is the highest.
 *
 * An [11, 8] Reed-Solomon code over GF(16) = GF(2)[α] with α⁴ = α + 1 (0x13), a digit's bits being
 * its coefficients (so α is the digit 2), in the view of BCH codes: the row's digits, from left to
 * right and check digits last, are the coefficients of a polynomial, the last one that of x⁰; it is
 * divisible by
 *
 *     g(x) = (x + 1)(x + α)(x + α²) = x³ + 7x² + ex + 8
 *
 * that is, it is 0 at 1, α and α². A shorter row has its digits at the low powers, too, as if zeros
 * stood before it. Three consecutive powers of α as roots make the distance 4 (Singleton's bound:
 * no code with three check digits has more), so any three wrong digits show, and one wrong digit
 * has a single explanation.
 *
 * @param data the digits as numbers, 0 to 15.
 */
export function checkDigitsOf(data: readonly number[]): number {
  // Division of data(x)·x³ by g(x), digit by digit; what remains are the check digits.
  let [first, second, third] = [0, 0, 0];
  for (const digit of data) {
    const lead = digit ^ first;
    first = second ^ multiply(lead, 0x7);
    second = third ^ multiply(lead, 0xe);
    third = multiply(lead, 0x8);
  }
  return (first << 8) | (second << 4) | third;
}

/**
 * By how much a row's check digits differ from those that its data digits call for: 12 bits. Linear:
 * the residue of a row with errors is that of the row, exclusive-or that of the errors alone.
 *
 * @param digits data and check digits, at least three, as numbers 0 to 15.
 */
export function residueOf(digits: readonly number[]): number {
  const [first = 0, second = 0, third = 0] = digits.slice(-CHECK_DIGITS);
  return checkDigitsOf(digits.slice(0, -CHECK_DIGITS)) ^ ((first << 8) | (second << 4) | third);
}

/** In GF(16), modulo α⁴ + α + 1. */
function multiply(a: number, b: number): number {
  let product = 0;
  for (let bit = 3; bit >= 0; bit--) {
    product <<= 1;
    if (product & 0x10) product ^= 0x13;
    if (b & (1 << bit)) product ^= a;
  }
  return product;
}
