/**
 * A ZIP by its central directory: names, sizes and kinds of entries judged before anything is unpacked, and nothing ever written to the disk
 * (IMP-4). An archive that breaks a rule is refused as a whole; archives within it stay closed.
 */
import { open } from 'node:fs/promises'
import yauzl from 'yauzl'
import { IMPORT } from '../../../shared/limits.ts'
import { type ImportFile, SourceError } from '../../../shared/importers/index.ts'
import { readable } from './disk-file.ts'
import { isBomb, unpacked } from './inflate.ts'
import { entryPath } from './names.ts'

const NOTHING = Buffer.alloc(0)
const STORED = 0
const DEFLATED = 8
/** AES as WinZip and 7-Zip write it, with the real method in an extra field. */
const AES = 99
/** Of an entry's flags: encrypted; so as only PKWARE's own program reads it; the directory too. */
const IS_ENCRYPTED = 0x2041
const LOCAL_HEADER_BYTES = 30
const UNIX = 3
const FILE_TYPE = 0o170000
const FOLDER = 0o040000
const FILE = 0o100000

export interface ZipFiles {
  readonly files: readonly ImportFile[]
  close(): void
}

export async function zipFiles(path: string, archiveBytes: number): Promise<ZipFiles> {
  const zip = await openZip(path)
  // What it says of itself while entries are read comes with the reading; the rest, on closing, is nothing to anybody.
  zip.on('error', () => undefined)
  try {
    if (zip.entryCount > IMPORT.ENTRIES) throw new SourceError('IMPORT_TOO_MANY_FILES')
    const files = await listed(zip, archiveBytes)
    return { files, close: () => zip.close() }
  } catch (cause) {
    zip.close()
    if (cause instanceof SourceError) throw cause
    throw new SourceError((await beginsEncrypted(path)) ? 'IMPORT_ENCRYPTED' : 'IMPORT_BAD_ARCHIVE')
  }
}

/** What cannot even be listed may be so for a password; the first entry tells. */
async function beginsEncrypted(path: string): Promise<boolean> {
  const handle = await readable(open(path))
  try {
    const { buffer, bytesRead } = await readable(handle.read(Buffer.alloc(LOCAL_HEADER_BYTES), 0, LOCAL_HEADER_BYTES, 0))
    return bytesRead === LOCAL_HEADER_BYTES && buffer.readUInt32LE(0) === 0x04034b50 && (buffer.readUInt16LE(6) & IS_ENCRYPTED) !== 0
  } finally {
    await handle.close()
  }
}

async function openZip(path: string): Promise<yauzl.ZipFile> {
  try {
    return await yauzl.openPromise(path, { autoClose: false, decodeStrings: false, validateEntrySizes: false })
  } catch {
    throw new SourceError('IMPORT_BAD_ARCHIVE')
  }
}

async function listed(zip: yauzl.ZipFile, archiveBytes: number): Promise<readonly ImportFile[]> {
  const files: ImportFile[] = []
  const paths = new Set<string>()
  let total = 0
  for await (const entry of zip.eachEntry()) {
    const path = entryPath(entry.fileNameRaw)
    judgeType(entry)
    // Two of one name: which of them is shown, and which is read?
    if (paths.has(path)) throw new SourceError('IMPORT_BAD_NAME', 'twice')
    paths.add(path)
    if (paths.size > IMPORT.ENTRIES) throw new SourceError('IMPORT_TOO_MANY_FILES')
    const { uncompressedSize: size, compressedSize: packed } = entry
    total += size
    if (isBomb(size, packed) || (total > IMPORT.UNPACKED_BYTES && isBomb(total, archiveBytes))) throw new SourceError('IMPORT_BOMB')
    if (total > IMPORT.UNPACKED_BYTES) throw new SourceError('IMPORT_TOO_LARGE')
    if (path.endsWith('/')) continue
    forgetExtras(entry)
    files.push({ path, size, bytes: () => pieces(zip, entry) })
  }
  return files
}

/** What made it on Unix says what it is: only files and folders are. */
function judgeType({ versionMadeBy, externalFileAttributes }: yauzl.Entry): void {
  if (versionMadeBy >>> 8 !== UNIX) return
  const type = (externalFileAttributes >>> 16) & FILE_TYPE
  if (type !== 0 && type !== FILE && type !== FOLDER) throw new SourceError('IMPORT_BAD_NAME', 'link')
}

/** Up to 128 KiB each, of which nothing is needed any more. */
function forgetExtras(entry: yauzl.Entry): void {
  entry.extraFieldRaw = NOTHING
  entry.fileCommentRaw = NOTHING
  entry.fileNameRaw = NOTHING
  entry.extraFields = []
}

async function* pieces(zip: yauzl.ZipFile, entry: yauzl.Entry): AsyncGenerator<Uint8Array> {
  if (entry.isEncrypted() || entry.compressionMethod === AES) throw new SourceError('IMPORT_ENCRYPTED')
  const { compressionMethod, uncompressedSize: size, compressedSize: packed, crc32 } = entry
  if (compressionMethod !== STORED && compressionMethod !== DEFLATED) throw new SourceError('IMPORT_BAD_ARCHIVE', 'method')
  const raw = await openRaw(zip, entry)
  yield* unpacked(raw, { isDeflated: compressionMethod === DEFLATED, size, packed, crc32 })
}

async function openRaw(zip: yauzl.ZipFile, entry: yauzl.Entry) {
  try {
    return await zip.openReadStreamPromise(entry, { decodeFileData: false })
  } catch {
    throw new SourceError('IMPORT_BAD_ARCHIVE')
  }
}
