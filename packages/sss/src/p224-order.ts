/**
 * The order of NIST P-224 (FIPS 186-4, section D.1.2.2), a prime of 28 bytes: over this field shares
 * can be committed to on the curve, and stock `sc-hsm-tool` can still be told the values.
 */
export const P224_ORDER = 0xffffffffffffffffffffffffffff16a2e0b8f03e13dd29455c5c2a3dn;
