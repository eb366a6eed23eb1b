/*
 * What one password costs by OpenSSL, as sc-hsm-tool tries it: EVP_BytesToKey with MD5 and 10 million
 * iterations, three digests, for bench/rescue.bench.mjs.
 *
 *     evp-candidate PASSWORD SALT
 *
 * Both in hex; SALT has 16 digits. Prints key and initialisation vector as 64 and 32 hex digits.
 */
#include <openssl/evp.h>
#include <stdio.h>
#include <string.h>

#define ITERATIONS 10000000
#define LONGEST 64

/* How many bytes, or -1. */
static int read_hex(const char *hex, unsigned char *bytes) {
  size_t length = strlen(hex) / 2;
  if (strlen(hex) % 2 != 0 || length > LONGEST) return -1;
  for (size_t i = 0; i < length; i++) {
    unsigned byte;
    if (sscanf(hex + 2 * i, "%2x", &byte) != 1) return -1;
    bytes[i] = (unsigned char)byte;
  }
  return (int)length;
}

static void print_hex(const unsigned char *bytes, int length, const char *after) {
  for (int i = 0; i < length; i++) printf("%02x", bytes[i]);
  printf("%s", after);
}

int main(int argc, char **argv) {
  unsigned char password[LONGEST], salt[LONGEST], key[EVP_MAX_KEY_LENGTH], iv[EVP_MAX_IV_LENGTH];
  int length = argc == 3 ? read_hex(argv[1], password) : -1;
  if (length < 1 || read_hex(argv[2], salt) != 8) {
    fprintf(stderr, "usage: evp-candidate PASSWORD SALT\n");
    return 2;
  }
  if (EVP_BytesToKey(EVP_aes_256_cbc(), EVP_md5(), salt, password, length, ITERATIONS, key, iv) != 32) {
    return 1;
  }
  print_hex(key, 32, " ");
  print_hex(iv, 16, "\n");
  return 0;
}
