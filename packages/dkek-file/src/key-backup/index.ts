export type { CertificateRequest } from "./certificate-request.js";
export { checkCertificateRequest, type RequestVerdict } from "./check-certificate-request.js";
export { type BackupVerdict, checkKeyBackup } from "./check-key-backup.js";
export {
  KEY_BACKUP_MAX_BYTES,
  type KeyBackup,
  parseKeyBackup,
} from "./key-backup.js";
export { KeyBackupError, type KeyBackupErrorCode } from "./key-backup-error.js";
export type { KeyBlob, KeyType } from "./key-blob.js";
export type { BackupPublicKey } from "./public-key.js";
export type { UnprovenBytes } from "./unproven-bytes.js";
