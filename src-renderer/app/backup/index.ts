export { asAsked, BackupFileFields, useMissing, useRefusal } from './BackupFile.tsx'
export type { BackupFile, FileFaults } from './BackupFile.tsx'
export { BackupSettings } from './BackupSettings.tsx'
export { passphraseFault } from './passphrase.ts'
