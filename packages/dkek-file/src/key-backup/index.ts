export type { Certificate } from "./certificate.js";
export type { CertificateRequest } from "./certificate-request.js";
export { checkCertificateRequest, type RequestVerdict } from "./check-certificate-request.js";
export { type BackupVerdict, checkKeyBackup } from "./check-key-backup.js";
export { checkSignature, type SignatureVerdict } from "./check-signature.js";
export { encodeKeyBackup, type KeyBackupParts } from "./encode-key-backup.js";
export { encodeKeyDescription, type KeyNames } from "./encode-key-description.js";
export { encodeKeyRequest } from "./encode-key-request.js";
export {
  KEY_BACKUP_MAX_BYTES,
  type KeyBackup,
  parseKeyBackup,
} from "./key-backup.js";
export { KeyBackupError, type KeyBackupErrorCode } from "./key-backup-error.js";
export type { KeyBlob, KeyType } from "./key-blob.js";
export { type DescribedKey, parseCertificate, parseKeyDescription } from "./key-files.js";
export { formatKeySpec, KEY_SPECS, type KeySpec, parseKeySpec } from "./key-spec.js";
export type { BackupPublicKey } from "./public-key.js";
export { rewrapKeyBackup } from "./rewrap/rewrap-key-backup.js";
export { digestInfo } from "./rsa-signature.js";
export type { UnprovenBytes } from "./unproven-bytes.js";
