import {
  createCipheriv,
  createDecipheriv,
  createHash,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
} from "node:crypto";

/** Key backups made by hand, with OpenSSL's cryptography and none of the project's code. */

/** One data object in DER. */
export function der(tag: number, ...values: readonly Uint8Array[]): Buffer {
  const value = Buffer.concat(values);
  const tagBytes = tag > 0xff ? [tag >> 8, tag & 0xff] : [tag];
  const { length } = value;
  const lengthBytes =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([...tagBytes, ...lengthBytes]), value]);
}

/** AES-CMAC with a 256-bit key, from the single block cipher up (RFC 4493, section 2.4). */
export function aesCmac(key: Uint8Array, message: Uint8Array): Buffer {
  const block = (input: Uint8Array): Buffer => {
    const cipher = createCipheriv("aes-256-ecb", key, null).setAutoPadding(false);
    return Buffer.concat([cipher.update(input), cipher.final()]);
  };
  const xor = (a: Uint8Array, b: Uint8Array): Buffer =>
    Buffer.from(a.map((x, i) => x ^ (b[i] ?? 0)));
  const double = (input: Buffer): Buffer => {
    const number = BigInt(`0x${input.toString("hex")}`) << 1n;
    const reduced = number >> 128n === 0n ? number : (number ^ 0x87n) & ((1n << 128n) - 1n);
    return Buffer.from(reduced.toString(16).padStart(32, "0"), "hex");
  };
  const k1 = double(block(Buffer.alloc(16)));
  const blocks = Math.max(1, Math.ceil(message.length / 16));
  const last = Buffer.from(message.subarray((blocks - 1) * 16));
  const final =
    last.length === 16
      ? xor(last, k1)
      : xor(Buffer.concat([last, Buffer.of(0x80), Buffer.alloc(15 - last.length)]), double(k1));
  let state: Buffer = Buffer.alloc(16);
  for (let i = 0; i < blocks - 1; i++) {
    state = block(xor(message.subarray(i * 16, i * 16 + 16), state));
  }
  return block(xor(final, state));
}

function derive(dkek: Uint8Array, purpose: number): Buffer {
  return createHash("sha256")
    .update(dkek)
    .update(Buffer.of(0, 0, 0, purpose))
    .digest();
}

export const BLOB_TYPE = { rsa: 5, "rsa-crt": 6, ec: 12, aes: 15 } as const;

/** A key blob as an HSM makes it; what is in it is the test's own. */
export function keyBlob(
  dkek: Uint8Array,
  type: keyof typeof BLOB_TYPE,
  options: { readonly plain?: Uint8Array; readonly allowed?: Uint8Array } = {},
): Buffer {
  const { plain = Buffer.alloc(96, 0x5a), allowed = Buffer.alloc(0) } = options;
  const encrypt = createCipheriv("aes-256-cbc", derive(dkek, 1), Buffer.alloc(16));
  const ciphertext = Buffer.concat([encrypt.setAutoPadding(false).update(plain), encrypt.final()]);
  const algorithm = Buffer.from("04007f00070202020203", "hex");
  const content = Buffer.concat([
    createHash("sha256").update(dkek).digest().subarray(0, 8),
    Buffer.of(BLOB_TYPE[type], 0, algorithm.length),
    algorithm,
    Buffer.of(0, allowed.length),
    allowed,
    Buffer.alloc(4),
    ciphertext,
  ]);
  return Buffer.concat([content, aesCmac(derive(dkek, 2), content)]);
}

/** What a key blob encrypts, by OpenSSL: with the random bytes in front, and the padding. */
export function blobPlaintext(dkek: Uint8Array, blob: Uint8Array): Buffer {
  const bytes = Buffer.from(blob);
  let start = 9;
  for (let field = 0; field < 4; field++) start += 2 + bytes.readUInt16BE(start);
  const decrypt = createDecipheriv("aes-256-cbc", derive(dkek, 1), Buffer.alloc(16));
  return Buffer.concat([
    decrypt.setAutoPadding(false).update(bytes.subarray(start, -16)),
    decrypt.final(),
  ]);
}

/** A plaintext for a key blob: random bytes, a size, fields after their lengths, padding. */
export function plainFields(size: number, ...fields: readonly Uint8Array[]): Buffer {
  const twoBytes = (number: number): Buffer => Buffer.of(number >> 8, number & 0xff);
  const withLengths = fields.flatMap((field) => [twoBytes(field.length), field]);
  return padded(Buffer.concat([randomBytes(8), twoBytes(size), ...withLengths]));
}

/** That of an AES key: its size in bytes, then the key. */
export function plainAesKey(key: Uint8Array): Buffer {
  return padded(Buffer.concat([randomBytes(8), Buffer.of(0, key.length), key]));
}

/** ISO/IEC 9797-1, padding method 2, up to a whole block. */
function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.of(0x80), Buffer.alloc(15 - (bytes.length % 16))]);
}

/** What `sc-hsm-tool --wrap-key` writes around a key blob. */
export function keyBackup(blob: Uint8Array, ...beside: readonly Uint8Array[]): Buffer {
  return der(0x30, der(0x04, blob), ...beside);
}

export interface DescriptionParts {
  readonly tag: number;
  readonly label?: string;
  readonly id?: Uint8Array;
  readonly bits?: number;
  /** What follows label, flags and identifiers in place of path and size. */
  readonly rest?: readonly Uint8Array[];
}

/** A key's description (PKCS #15). */
export function keyDescription({ tag, label = "key", bits, ...parts }: DescriptionParts): Buffer {
  const size = bits === undefined ? [] : [der(0x02, Buffer.of(bits >> 8, bits & 0xff))];
  const path = der(0x30, der(0x04));
  return der(
    tag,
    der(0x30, der(0x0c, Buffer.from(label))),
    der(0x30, der(0x04, parts.id ?? Buffer.of(1)), der(0x03, Buffer.of(2, 0x74))),
    ...(parts.rest ?? [der(0xa1, der(0x30, path, ...size))]),
  );
}

export interface MadeRequest {
  readonly request: Buffer;
  readonly publicKey: KeyObject;
}

/** An EC key in the fields of a key blob: a, b, p, n, G, d, Q. */
export interface MadeEcKey extends MadeRequest {
  readonly bits: number;
  readonly fields: readonly Buffer[];
}

/** An RSA key in those of both of its types: d, n, e; and d mod p - 1, d mod q - 1, p, 1/q mod p, q, n, e. */
export interface MadeRsaKey extends MadeRequest {
  readonly bits: number;
  readonly fields: Readonly<Record<"rsa" | "rsa-crt", readonly Buffer[]>>;
}

const TERMINAL_AUTHENTICATION = "04007f0007020202";
const ECDSA_HASHES = ["sha1", "sha224", "sha256", "sha384", "sha512"];

/** The data objects side by side in `bytes`, of those that OpenSSL writes. */
function derValues(bytes: Buffer): Buffer[] {
  const values: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const first = bytes.readUInt8(at + 1);
    const count = first < 0x80 ? 0 : first & 0x7f;
    const start = at + 2 + count;
    const length = count === 0 ? first : bytes.readUIntBE(at + 2, count);
    values.push(bytes.subarray(start, start + length));
    at = start + length;
  }
  return values;
}

/** Position `path[0]` of what is inside of `bytes`, in it position `path[1]`, and so on. */
function derAt(bytes: Buffer, ...path: readonly number[]): Buffer {
  return path.reduce((inside, position) => {
    const found = derValues(inside)[position];
    if (found === undefined) throw new Error(`nothing at ${position}`);
    return found;
  }, bytes);
}

const unsigned = (integer: Buffer): Buffer =>
  integer.length > 1 && integer[0] === 0 ? integer.subarray(1) : integer;

/** A certificate request for a fresh EC key, with OpenSSL's domain parameters and signature. */
export function ecRequest(namedCurve: string, hash = "sha256"): MadeEcKey {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve });
  // The same key with all parameters in place of the name: SubjectPublicKeyInfo holds ECParameters
  // (SEC 1, appendix C.2).
  const explicit = generateKeyPairSync("ec", { namedCurve, paramEncoding: "explicit" }).publicKey;
  const parameters = derAt(explicit.export({ type: "spki", format: "der" }), 0, 0, 1);
  const point = derAt(publicKey.export({ type: "spki", format: "der" }), 0, 1).subarray(1);
  const numbers = [
    unsigned(derAt(parameters, 1, 1)),
    derAt(parameters, 2, 0),
    derAt(parameters, 2, 1),
    derAt(parameters, 3),
    unsigned(derAt(parameters, 4)),
    point,
    derAt(parameters, 5),
  ];
  const key = numbers.map((number, i) => der(0x81 + i, number));
  const oid = `${TERMINAL_AUTHENTICATION}020${ECDSA_HASHES.indexOf(hash) + 1}`;
  const signer = (body: Buffer): Buffer =>
    sign(hash, body, { key: privateKey, dsaEncoding: "ieee-p1363" });
  const [prime, a, b, base, order] = numbers as [Buffer, Buffer, Buffer, Buffer, Buffer];
  const scalar = derAt(privateKey.export({ type: "sec1", format: "der" }), 0, 1);
  return {
    request: request(oid, key, signer),
    publicKey,
    bits: BigInt(`0x${prime.toString("hex")}`).toString(2).length,
    fields: [a, b, prime, order, base, scalar, point],
  };
}

/** A certificate request for a fresh RSA key, signed by OpenSSL (PKCS #1, version 1.5). */
export function rsaRequest(
  bits: number,
  { scheme = 2, hash = "sha256", modify = (modulus: Buffer): Buffer => modulus } = {},
): MadeRsaKey {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: bits });
  const jwk = privateKey.export({ format: "jwk" });
  const number = (text = ""): Buffer => Buffer.from(text, "base64url");
  const [n, e] = [number(jwk.n), number(jwk.e)];
  const key = [der(0x81, modify(Buffer.from(n))), der(0x82, e)];
  const oid = `${TERMINAL_AUTHENTICATION}010${scheme}`;
  return {
    request: request(oid, key, (body) => sign(hash, body, privateKey)),
    publicKey,
    bits,
    fields: {
      rsa: [number(jwk.d), n, e],
      "rsa-crt": [...[jwk.dp, jwk.dq, jwk.p, jwk.qi, jwk.q].map(number), n, e],
    },
  };
}

function request(oidHex: string, key: readonly Buffer[], signer: (body: Buffer) => Buffer): Buffer {
  const body = der(
    0x7f4e,
    der(0x5f29, Buffer.of(0)),
    der(0x42, Buffer.from("UTCA00001")),
    der(0x7f49, der(0x06, Buffer.from(oidHex, "hex")), ...key),
    der(0x5f20, Buffer.from("DKEK000000100001")),
  );
  const signed = der(0x7f21, body, der(0x5f37, signer(body)));
  const outer = [der(0x42, Buffer.from("DKEK000000100000")), der(0x5f37, Buffer.alloc(64, 0x11))];
  return der(0x67, signed, ...outer);
}
