export { EMPTY_CARD, card, mergeCards, soundCard } from './card.ts'
export type { Card } from './card.ts'
export {
  assembleCertificate,
  certificate,
  certificateBytes,
  isSameCertificate,
  issueCertificate,
  parseCertificate,
  signAsDevice,
  signAsIssuer,
  verifyCertificate,
} from './certificate.ts'
export type { Certificate, CertificateFields, CertificateKind } from './certificate.ts'
export { devicesOf } from './chain.ts'
export type { DeviceEvidence, OwnedDevice } from './chain.ts'
export { createDevice, deviceFromSecrets } from './device-keys.ts'
export type { DeviceKeys } from './device-keys.ts'
export { cleanName } from './name.ts'
export { issueRevocation, newestRevocation, revocation, standingRevocations, verifyRevocation } from './revocation.ts'
export type { Revocation, RevocationFields } from './revocation.ts'
export { PAIRING_NONCE_BYTES, isCommitted, pairingCode, pairingCommitment } from './pairing-code.ts'
export type { PairingSide } from './pairing-code.ts'
export { isLinkingCommitted, linkingCode, linkingCommitment } from './linking-code.ts'
export type { LinkingEnd } from './linking-code.ts'
export { RECOVERY_TAG_BYTES, SIGNATURE_BYTES, isRecovery, recoveryKeys, recoveryTag, signRecovery } from './recovery.ts'
export type { RecoveryEnds, RecoveryKeys } from './recovery.ts'
export { checkSafetyLink, safetyLink, safetyNumber } from './safety-number.ts'
export { accountFromWords, newWords, unknownWords } from './words.ts'
export type { AccountKeys, WordsLanguage, WordsReading } from './words.ts'
