/**
 * A mail with a conversation in it, as KakaoTalk on phones sends one: its attachments are the files (IMP-4). A mail is read as a whole, so it is
 * bounded; one that lies in a folder or an archive is read again for each file that is wanted, so that no two are held at a time.
 */
import PostalMime from 'postal-mime'
import { IMPORT } from '../../../shared/limits.ts'
import { type ImportFile, SourceError } from '../../../shared/importers/index.ts'

interface Attached {
  readonly name: string
  readonly bytes: Uint8Array
}

export async function mailFiles(mail: ImportFile): Promise<readonly ImportFile[]> {
  if (mail.size > IMPORT.MAIL_BYTES) throw new SourceError('IMPORT_TOO_LARGE')
  const attached = await attachedTo(mail)
  if (attached === undefined) throw new SourceError('IMPORT_BAD_ARCHIVE', 'mail')
  return attached.map(({ name, bytes }) => ({ path: name, size: bytes.length, bytes: () => whole(bytes) }))
}

/** The files of a folder or an archive, and those attached to the mails among them, as if each mail were a folder. Mails stay closed that are too large, too many, or none. */
export async function withMailsOpened(files: readonly ImportFile[]): Promise<readonly ImportFile[]> {
  const mails = files.filter(({ path, size }) => /\.eml$/i.test(path) && size > 0 && size <= IMPORT.MAIL_BYTES)
  const attached: ImportFile[] = []
  for (const mail of mails.slice(0, IMPORT.MAILS)) {
    for (const [at, { name, bytes }] of ((await attachedOrNone(mail)) ?? []).entries()) {
      if (files.length + attached.length >= IMPORT.ENTRIES) throw new SourceError('IMPORT_TOO_MANY_FILES')
      attached.push({ path: `${mail.path}/${name}`, size: bytes.length, bytes: () => again(mail, at, bytes.length) })
    }
  }
  return attached.length === 0 ? files : [...files, ...attached]
}

async function attachedOrNone(mail: ImportFile): Promise<readonly Attached[] | undefined> {
  try {
    return await attachedTo(mail)
  } catch (cause) {
    // One file that cannot be read leaves the others as they are; an archive that is bad is bad as a whole.
    if (cause instanceof SourceError && cause.code === 'IMPORT_UNREADABLE') return undefined
    throw cause
  }
}

async function* again(mail: ImportFile, at: number, size: number): AsyncGenerator<Uint8Array> {
  const bytes = (await attachedTo(mail))?.[at]?.bytes
  if (bytes?.length !== size) throw new SourceError('IMPORT_UNREADABLE', 'changed')
  yield bytes
}

/** undefined: it is no mail that can be read. */
async function attachedTo(mail: ImportFile): Promise<readonly Attached[] | undefined> {
  const pieces: Uint8Array[] = []
  for await (const piece of mail.bytes()) pieces.push(new Uint8Array(piece))
  const parsed = await parse(Buffer.concat(pieces))
  if (parsed === undefined) return undefined
  if (parsed.attachments.length > IMPORT.ENTRIES) throw new SourceError('IMPORT_TOO_MANY_FILES')
  return parsed.attachments.map(({ filename, content }, at) => ({
    name: attachmentName(filename, at),
    bytes: typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content),
  }))
}

async function parse(bytes: Uint8Array) {
  try {
    // A mail in a mail stays an attachment: nothing is opened twice.
    return await PostalMime.parse(bytes, { attachmentEncoding: 'arraybuffer', forceRfc822Attachments: true, maxNestingDepth: 16 })
  } catch {
    return undefined
  }
}

/** A name without folders: what stands before the last of them says where it lay with the sender. */
function attachmentName(name: string | null | undefined, at: number): string {
  const plain = (name ?? '').normalize('NFC').replaceAll('\\', '/')
  const last = plain.slice(plain.lastIndexOf('/') + 1).replaceAll('\0', '')
  return last === '' || last === '.' || last === '..' ? `attachment-${at + 1}` : last.slice(0, 255)
}

async function* whole(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
