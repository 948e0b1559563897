/**
 * Names of entries and files, which somebody else wrote: decoded, in NFC, and refused where they point anywhere but below (IMP-4). They are
 * never used to open or write anything; a name that lies about its place would still lie to the person who reads it.
 */
import { isUtf8 } from 'node:buffer'
import iconv from 'iconv-lite'
import { SourceError } from '../../../shared/importers/index.ts'

/** Of a whole path; longer ones are made to exhaust somebody. */
const PATH_BYTES = 4096

/** Bytes of a name: UTF-8 where they are that, else what Korean Windows writes. */
export function decodedName(bytes: Uint8Array): string {
  return (isUtf8(bytes) ? Buffer.from(bytes).toString('utf8') : iconv.decode(bytes, 'cp949')).normalize('NFC')
}

/** The path of an entry; throws where it is none. A folder keeps its `/` at the end. */
export function entryPath(bytes: Uint8Array): string {
  if (bytes.length > PATH_BYTES) throw new SourceError('IMPORT_BAD_NAME', 'long')
  // Some programs of Windows write them so.
  const path = decodedName(bytes).replaceAll('\\', '/')
  if (path === '' || path.includes('\0')) throw new SourceError('IMPORT_BAD_NAME', 'empty or NUL')
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path)) throw new SourceError('IMPORT_BAD_NAME', 'absolute')
  // `./a` and `a//b` are nothing but clumsy.
  const parts = path.split('/').filter((part) => part !== '' && part !== '.')
  if (parts.length === 0 || parts.includes('..')) throw new SourceError('IMPORT_BAD_NAME', 'outside')
  return parts.join('/') + (path.endsWith('/') ? '/' : '')
}
