/** What a disk may answer, as codes a person is told about. */
export type SaveCode = 'NO_FOLDER' | 'FOLDER_READ_ONLY' | 'DISK_FULL' | 'FOLDER_GONE' | 'FILE_EXISTS'

const CODES: Readonly<Record<string, SaveCode>> = {
  ENOSPC: 'DISK_FULL',
  EDQUOT: 'DISK_FULL',
  EFBIG: 'DISK_FULL',
  EEXIST: 'FILE_EXISTS',
  EROFS: 'FOLDER_READ_ONLY',
  EACCES: 'FOLDER_READ_ONLY',
  EPERM: 'FOLDER_READ_ONLY',
  ENOENT: 'NO_FOLDER',
  ENOTDIR: 'NO_FOLDER',
}

/** undefined: not of the system. */
export function saveCodeOf(cause: unknown): SaveCode | undefined {
  const code = systemCode(cause)
  return code === undefined ? undefined : (CODES[code] ?? 'FOLDER_GONE')
}

export function systemCode(cause: unknown): string | undefined {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined
}
