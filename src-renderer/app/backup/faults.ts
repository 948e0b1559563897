/** At which field a refusal is said. */

/** Codes that are about where the file is to be, or is. */
const OF_THE_PLACE: ReadonlySet<string> = new Set([
  'BACKUP_CUT',
  'BACKUP_DAMAGED',
  'BACKUP_TOO_NEW',
  'DISK_FULL',
  'FILE_EXISTS',
  'FOLDER_GONE',
  'FOLDER_READ_ONLY',
  'NO_FILE',
  'NO_FOLDER',
  'NOT_A_BACKUP',
])

export type FaultPlace = 'place' | 'passphrase' | 'all'

export function placeOfFault(code: string): FaultPlace {
  if (code === 'WRONG_PASSPHRASE' || code === 'PASSPHRASE_NEEDED') return 'passphrase'
  return OF_THE_PLACE.has(code) ? 'place' : 'all'
}
