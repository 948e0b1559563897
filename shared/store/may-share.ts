/**
 * Which messages are worth looking at when a room's links or voice messages are listed: by marks that every one of them has, so that a store can
 * keep them apart. Some have the marks and nothing else. SQLite says the same in its own words (migration 005).
 */
import type { MessageRow, Shared } from './store.ts'

/** A scheme, or a dot between what could be two parts of a host. */
const MARKS_OF_LINK = /[^ .]\.[^ .0-9\n]/su
/** `voice: true` in a reference (MEDIA-5), as CBOR writes it. */
const MARK_OF_VOICE = [0x65, 0x76, 0x6f, 0x69, 0x63, 0x65, 0xf5]

export function mayShare({ text, files, content, deleted }: MessageRow, what: Shared): boolean {
  if (deleted) return false
  if (what === 'files') return files.length > 0
  if (what === 'voices') return files.length > 0 && hasBytes(content, MARK_OF_VOICE)
  // Names of files have dots as hosts do.
  return text !== undefined && (text.includes('://') || (files.length === 0 && MARKS_OF_LINK.test(text)))
}

function hasBytes(bytes: Uint8Array, wanted: readonly number[]): boolean {
  for (let at = bytes.indexOf(wanted[0] ?? 0); at >= 0; at = bytes.indexOf(wanted[0] ?? 0, at + 1)) {
    if (wanted.every((byte, offset) => bytes[at + offset] === byte)) return true
  }
  return false
}
