/** One file: its beginning, what it is, and all of it through the reader of that format, in one pass (IMP-2, IMP-3). */
import { IMPORT } from '../limits.ts'
import { bestShare, detect, type Detected } from './detect.ts'
import { chooseEncoding, Decoding, joined, type KnownForm } from './encoding.ts'
import type { Format, Head, ImportSink, Surroundings } from './format.ts'
import { HEAD_BYTES, headOf } from './head.ts'
import { fileName } from './main-files.ts'
import { type Decoders, type Encoding, type ImportFile, SourceError } from './source.ts'

/** So much is read at a time before others have their turn: a few milliseconds. */
const TURN_BYTES = 128 * 1024
/** So much is decoded at a time: longer texts go where an engine clears up seldom, and a file of many megabytes would pile them up there. */
const DECODED_BYTES = 16 * 1024

export interface FileReading {
  readonly formats: readonly Format[]
  readonly decoders: Decoders
  /** What may be read of it at all. */
  readonly limit: number
  /** Called with each so many bytes read; rejects to end it. */
  turn(bytes: number): Promise<void>
  around(path: string, encoding: Encoding): Surroundings
  /** It is one of these; gives where its records go. */
  claimed(file: ImportFile, found: Detected, encoding: Encoding): ImportSink
}

/** What it was, or undefined: no format knows it. The encoding may have shown itself only late. */
export interface FileRead {
  readonly found: Detected
  readonly encoding: Encoding
}

export async function readFile(file: ImportFile, reading: FileReading): Promise<FileRead | undefined> {
  const { decoders, formats, limit } = reading
  if (file.size > limit) throw new SourceError('IMPORT_TOO_LARGE')
  const name = fileName(file.path)
  const known: KnownForm = (text) => bestShare(headOf(name, text, false), formats)
  const pieces = file.bytes()[Symbol.asyncIterator]()
  try {
    const start = await beginning(pieces)
    const choice = chooseEncoding(start.bytes, start.isWhole, decoders, known)
    if (choice === undefined) return undefined
    const sample = new Decoding(choice, decoders, known)
    const text = sample.decode(start.bytes) + (start.isWhole ? sample.end() : '')
    const head = headOf(name, text, start.isWhole)
    const found = detect(head, formats)
    if (found === undefined) return undefined
    const encoding = (found.format.takes === 'bytes' ? found.format.encodingOf?.(start.bytes) : undefined) ?? sample.encoding
    const sink = reading.claimed(file, found, encoding)
    const decoding = new Decoding(choice, decoders, known)
    const feed = openFeed(found, head, sink, reading.around(file.path, encoding), decoding)
    await pour(start.bytes, feed.push, reading)
    let total = start.bytes.length
    while (!start.isWhole) {
      const next = await pieces.next()
      if (next.done === true) break
      total += next.value.length
      if (total > limit) throw new SourceError('IMPORT_TOO_LARGE')
      await pour(next.value, feed.push, reading)
    }
    feed.end()
    return { found, encoding: found.format.takes === 'bytes' ? encoding : decoding.encoding }
  } finally {
    await pieces.return?.()
  }
}

async function beginning(pieces: AsyncIterator<Uint8Array>): Promise<{ readonly bytes: Uint8Array; readonly isWhole: boolean }> {
  const held: Uint8Array[] = []
  let length = 0
  while (length < HEAD_BYTES) {
    const next = await pieces.next()
    if (next.done === true) return { bytes: joined(held, length), isWhole: true }
    held.push(new Uint8Array(next.value))
    length += next.value.length
  }
  return { bytes: joined(held, length), isWhole: false }
}

interface Feed {
  push(bytes: Uint8Array): void
  end(): void
}

function openFeed({ format, recognition }: Detected, head: Head, sink: ImportSink, around: Surroundings, decoding: Decoding): Feed {
  if (format.takes === 'bytes') {
    const reader = format.open(recognition, head, sink, around)
    return { push: (bytes) => reader.push(bytes), end: () => reader.end() }
  }
  const reader = format.open(recognition, head, sink, around)
  return {
    push(bytes) {
      const text = decoding.decode(bytes)
      if (text !== '') reader.push(text)
    },
    end() {
      const text = decoding.end()
      if (text !== '') reader.push(text)
      reader.end()
    },
  }
}

async function pour(bytes: Uint8Array, push: (bytes: Uint8Array) => void, { turn }: FileReading): Promise<void> {
  for (let at = 0; at < bytes.length; at += TURN_BYTES) {
    const end = Math.min(at + TURN_BYTES, bytes.length)
    for (let from = at; from < end; from += DECODED_BYTES) push(bytes.subarray(from, Math.min(from + DECODED_BYTES, end)))
    await turn(end - at)
  }
}

/** What may be read of one file of a source. */
export function textLimit(form: 'file' | 'folder' | 'zip' | 'mail'): number {
  return form === 'zip' || form === 'mail' ? IMPORT.ARCHIVED_TEXT_BYTES : IMPORT.TEXT_BYTES
}
