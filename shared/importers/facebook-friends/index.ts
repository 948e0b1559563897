/** The list of friends in an export of Facebook: names and since when, nothing else. Its texts are UTF-8 written as if it were Latin-1 (IMP-49). */
import * as v from 'valibot'
import { IMPORT } from '../../limits.ts'
import type { Head, ImportSink, Recognition, TextFormat } from '../format.ts'
import { NO_CONTACT } from '../model.ts'

const Friends = v.looseObject({ friends_v2: v.optional(v.array(v.unknown())), friends: v.optional(v.array(v.unknown())) })
const Friend = v.looseObject({ name: v.string(), timestamp: v.optional(v.unknown()) })
const SHAPE = /^\uFEFF?\s{0,64}\{\s{0,64}"friends(?:_v2)?"\s{0,64}:\s{0,64}\[/

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

export const facebookFriends: TextFormat = {
  name: 'facebook-friends',
  takes: 'text',
  recognise: (head: Head): Recognition | undefined => {
    const shape = SHAPE.exec(head.text.slice(0, 512))
    if (shape === null) return undefined
    const isEmpty = /^\s{0,64}\]/.test(head.text.slice(shape[0].length, shape[0].length + 80))
    if (!isEmpty && !/"name"\s{0,64}:\s{0,64}"/.test(head.text.slice(0, 4096))) return undefined
    return { share: 1, variant: shape[0].includes('_v2') ? 'friends-v2' : 'friends', kind: 'contacts', ...(isEmpty ? { isEmpty } : {}) }
  },
  open: (_found, _head, sink) => {
    const pieces: string[] = []
    let room: number = IMPORT.FRIENDS_CHARACTERS
    return {
      push: (piece) => {
        if (room >= piece.length) pieces.push(piece)
        room -= piece.length
      },
      end: () => {
        if (room < 0) sink.warn(0, 'CUT_LINE')
        else readFriends(pieces.join(''), sink)
      },
    }
  },
}

function readFriends(text: string, sink: ImportSink): void {
  const read = v.safeParse(Friends, parseJson(text.replace(/^\uFEFF/, '')))
  if (!read.success) {
    sink.warn(0, 'ENDS_EARLY')
    return
  }
  for (const [at, entry] of (read.output.friends_v2 ?? read.output.friends ?? []).entries()) {
    const friend = v.safeParse(Friend, entry)
    const name = friend.success ? repaired(friend.output.name).trim() : ''
    if (name === '') sink.warn(at + 1, 'BAD_RECORD')
    else sink.contact({ ...NO_CONTACT, displayName: name })
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Only where all of it are bytes, some of them beyond ASCII, and together UTF-8; anything else stands. */
function repaired(text: string): string {
  if (!/[\x80-\xff]/.test(text) || /[^\0-\xff]/.test(text)) return text
  try {
    return strict.decode(Uint8Array.from(text, (letter) => letter.charCodeAt(0)))
  } catch {
    return text
  }
}
