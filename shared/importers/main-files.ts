/**
 * Which files of a folder or an archive may be a conversation or an address book, in the order in which they are read (IMP-2). Names are a hint
 * that spares looking at all pictures; what a file is, its content says.
 */
import type { ImportFile } from './source.ts'

/** How programs call what they export. */
const CHATS: readonly RegExp[] = [
  /^_chat\.txt$/i,
  /^whatsapp.*\.txt$/i,
  /^kakaotalk.*\.(?:txt|csv)$/i,
  /^talk_.*\.txt$/i,
  /^\[line\].*\.txt$/i,
  /^main\.jsonl$/i,
  /^result\.json$/i,
  /^messages\d*\.html$/i,
  /^message_\d+\.json$/i,
]
const PEOPLE = /\.(?:vcf|vcard|csv|tsv)$|^(?:your_)?friends.*\.json$/i
const READABLE = /\.(?:txt|csv|tsv|tab|json|jsonl|ndjson|html?|vcf|vcard)$/i

export interface MainFiles {
  /** Named like an exported conversation. */
  readonly chats: readonly ImportFile[]
  /** May hold people. A conversation may hold some as attachments: then they are none of their own. */
  readonly people: readonly ImportFile[]
  /** Other files of text: looked at last. */
  readonly others: readonly ImportFile[]
}

export function mainFiles(files: readonly ImportFile[]): MainFiles {
  const chats: ImportFile[] = []
  const people: ImportFile[] = []
  const others: ImportFile[] = []
  for (const file of [...files].toSorted(inOrder)) {
    const name = fileName(file.path)
    // What macOS adds to archives; they bear the names of the files they belong to.
    if (name.startsWith('._') || file.path.startsWith('__MACOSX/')) continue
    if (CHATS.some((shape) => shape.test(name))) chats.push(file)
    else if (PEOPLE.test(name)) people.push(file)
    else if (READABLE.test(name)) others.push(file)
  }
  return { chats, people, others }
}

export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1)
}

/** Parts of one conversation: `Talk_…-1.txt` and `Talk_…-2.txt`, `messages.html` and `messages2.html`, `message_1.json` and `message_2.json`. */
export interface Part {
  /** The same for all parts of one. */
  readonly whole: string
  readonly number: number
}

export function partOf(path: string): Part | undefined {
  const name = fileName(path)
  const found =
    /^(talk_.*-)(\d{1,6})(\.txt)$/i.exec(name) ?? /^(messages)(\d{0,6})(\.html)$/i.exec(name) ?? /^(message_)(\d{1,6})(\.json)$/i.exec(name)
  const kakao = found ?? /^(kakaotalkchats[-_ ]?\(?)(\d{0,6})(\)?\.(?:txt|csv))$/i.exec(name)
  if (kakao === null) return undefined
  const [, before = '', digits = '', after = ''] = kakao
  // Meta counts backwards: its first part is the newest.
  const sign = before.toLowerCase() === 'message_' ? -1 : 1
  return { whole: `${folderOf(path)}${before}${after}`.toLowerCase(), number: sign * Number(digits === '' ? 1 : digits) }
}

/** By folder and name, parts by their number: the same on every computer. */
function inOrder(a: ImportFile, b: ImportFile): number {
  const [partA, partB] = [partOf(a.path), partOf(b.path)]
  const [nameA, nameB] = [partA?.whole ?? a.path, partB?.whole ?? b.path]
  if (nameA === nameB) return (partA?.number ?? 0) - (partB?.number ?? 0)
  return nameA < nameB ? -1 : 1
}
