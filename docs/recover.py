"""Opens a .pbe file with the cards of a quorum. Needs Python 3.9 or newer.

  python3 recover.py FILE.pbe [CARD.txt ...] [--show-share]

Without card files it asks for the cards. See RECOVERY-BY-HAND.md.
"""
import base64, hashlib, re, sys

# ---- From the cards to the password

def combine(prime, points):  # Lagrange's formula at 0
    total = 0
    for x, y in points:
        for other, _ in points:
            if other != x:
                y = y * other * pow(other - x, -1, prime) % prime
        total += y
    return total % prime

def passwords(prime, number):  # what the number may stand for
    size = (prime.bit_length() + 7) // 8
    whole = number.to_bytes(size, "big")
    found = [("as it is", whole)]
    if whole[0] == 0:
        found = [("leading zeros kept", whole),
                 ("leading zeros dropped", whole.lstrip(b"\0"))]
    if number + prime < 256 ** size:
        found.append(("plus prime", (number + prime).to_bytes(size, "big")))
    return found

# ---- AES-256, decrypting one block of 16 bytes (FIPS 197)

def xor(a, b):
    return bytes(x ^ y for x, y in zip(a, b))

def times(a, b):
    product = 0
    while b:
        if b & 1:
            product ^= a
        a = a << 1 ^ (0x11b if a & 0x80 else 0)
        b >>= 1
    return product

SBOX = []
for a in range(256):
    inverse = next((b for b in range(256) if times(a, b) == 1), 0)
    entry = 0x63
    for turn in range(5):
        entry ^= (inverse << turn | inverse >> (8 - turn)) & 0xff
    SBOX.append(entry)

def decrypt_block(key, block):
    words = [key[i:i + 4] for i in range(0, 32, 4)]
    for i in range(8, 60):
        word = words[i - 1]
        if i % 4 == 0:
            word = bytes(SBOX[b] for b in word)
        if i % 8 == 0:
            word = xor(word[1:] + word[:1], [1 << (i // 8 - 1), 0, 0, 0])
        words.append(xor(words[i - 8], word))
    keys = [b"".join(words[i:i + 4]) for i in range(0, 60, 4)]
    state = xor(block, keys[14])
    for step in range(13, -1, -1):
        state = [SBOX.index(state[(i - i % 4 * 4) % 16]) for i in range(16)]
        state = xor(state, keys[step])
        if step > 0:
            columns = [state[i:i + 4] * 2 for i in range(0, 16, 4)]
            state = [times(c[i], 14) ^ times(c[i + 1], 11)
                     ^ times(c[i + 2], 13) ^ times(c[i + 3], 9)
                     for c in columns for i in range(4)]
    return state

# ---- The .pbe file

def md5_chain(data):
    for i in range(10_000_000):
        if i % 1_000_000 == 0:
            print(".", end="", file=sys.stderr, flush=True)
        data = hashlib.md5(data, usedforsecurity=False).digest()
    return data

def open_pbe(pbe, password):  # gives the DKEK share, or None
    salt, one, two, three = pbe[8:16], pbe[16:32], pbe[32:48], pbe[48:64]
    d1 = md5_chain(password + salt)
    d2 = md5_chain(d1 + password + salt)
    key = d1 + d2
    if xor(decrypt_block(key, three), two) != b"\x10" * 16:
        return None
    d3 = md5_chain(d2 + password + salt)
    return xor(decrypt_block(key, one), d3) + xor(decrypt_block(key, two), one)

# ---- What is typed, and what is said

def read_cards(files):  # gives rows of prime, ID and value, as text
    cards = []
    for name in files:
        lines = [re.findall(rf"(?im)^\W*{label}\s*:(.*)", open(name).read())
                 for label in ("Prime", "Share ID", "Share value")]
        if not len(lines[0]) == len(lines[1]) == len(lines[2]) > 0:
            sys.exit(f"{name}: needs lines Prime, Share ID and Share value")
        cards += zip(*lines)
    if not files:
        prime = input("Prime (hex): ")
        while card_id := input("Share ID (decimal; empty if no more): "):
            cards.append((prime, card_id, input("Share value (hex): ")))
    return cards

def number(text, base, what):
    try:
        return int(re.sub(r"[\s:]", "", text), base)
    except ValueError:
        sys.exit(f"{what} is not a number")

def main():
    files = [arg for arg in sys.argv[1:] if arg != "--show-share"]
    if not files:
        sys.exit(__doc__)
    pbe = open(files.pop(0), "rb").read()
    if not pbe.startswith(b"Salted__"):
        try:
            pbe = base64.b64decode(pbe)
        except ValueError:
            sys.exit("this is no .pbe file, and its base64 is not complete")
    if len(pbe) != 64 or not pbe.startswith(b"Salted__"):
        sys.exit("this is not a .pbe file of 64 bytes")
    print("SHA-256 of the .pbe file:", hashlib.sha256(pbe).hexdigest())

    prime, points = None, {}
    for prime_text, id_text, value_text in read_cards(files):
        x = number(id_text, 10, "a share ID")
        p = number(prime_text, 16, f"the prime of card {x}")
        y = number(value_text, 16, f"the value of card {x}")
        if p < 3 or pow(3, p - 1, p) != 1:
            sys.exit(f"card {x}: the prime is mistyped, it is no prime number")
        if prime not in (None, p) or x in points:
            sys.exit(f"card {x}: of another set, or given twice")
        if not (0 < x < p and 0 <= y < p):
            sys.exit(f"card {x}: ID or value is not below the prime")
        prime, points[x] = p, y
    if not points:
        sys.exit("no cards")

    for form, password in passwords(prime, combine(prime, points.items())):
        print(f"trying ({form}), half a minute", file=sys.stderr)
        share = open_pbe(pbe, password)
        print(file=sys.stderr)
        if share:
            print(f"YES, these cards open it ({form}).")
            print("KCV:", hashlib.sha256(share).hexdigest()[:16].upper())
            if "--show-share" in sys.argv:
                print("password:", password.hex())
                print("DKEK share:", share.hex())
            return
    sys.exit("NO, these cards do not open this .pbe file.")

if __name__ == "__main__":
    main()
