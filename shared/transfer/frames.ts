/**
 * Every frame of `/sarangbang/media/1` as one discriminated union and its codec: a length, then CBOR `[type, map]` (docs/spec/media.md,
 * MEDIA-41). Numbers `n` belong to the asking side of a stream; a room is named by its handle, since streams of this protocol know no session.
 */
import {
  type Decoded,
  FrameCutter,
  array,
  bytes,
  choice,
  encodeCborFrame,
  field,
  id,
  nullable,
  optional,
  record,
  refined,
  tagged,
  tuple,
  uint,
} from '../codec/index.ts'
import type { TaggedOf } from '../codec/index.ts'
import { MEDIA, TRANSFER } from '../limits.ts'
import { HASH_BYTES, PATH_HASHES } from '../media/index.ts'

const MOST_CHUNKS = MEDIA.FILE_BYTES / MEDIA.CHUNK_BYTES
const BITMAP_BYTES = MOST_CHUNKS / 8
const TAG_BYTES = 16
const LENGTH_BYTES = 4
/** From that length on a frame is not copied on reading. */
const LONG_BYTES = 64 * 1024
/** One is being put together, others are on their way to the disk. */
const MOST_SPARE = 4

/**
 * How an order ended. sent: all of it. none: not here, or not for you. busy: too many orders at once, later perhaps. cancelled: as you wished.
 */
export type EndCode = 'sent' | 'none' | 'busy' | 'cancelled'

const number = uint({ min: 1 })
const room = id('handle')
const file = id('file')
const offered = array(tuple(file, uint({ max: MEDIA.FILE_BYTES })), { min: 1, max: TRANSFER.OFFERS_PER_FRAME })
const ids = (max: number) => array(file, { max })
/** null: nothing, or not for you. An empty one: the whole file. Else which chunks. */
const holding = nullable(bytes({ max: BITMAP_BYTES }))
/** The hashes one after the other. */
const path = refined(bytes({ max: PATH_HASHES * HASH_BYTES }), ({ length }) => length % HASH_BYTES === 0)

const CASES = {
  ask: [0, record({ n: field(0, number), room: field(1, room), files: field(2, array(file, { min: 1, max: TRANSFER.FILES_PER_ASK })) })],
  /** To an ASK, one for each file in its order; again whenever that changed. */
  have: [1, record({ n: field(0, number), held: field(1, array(holding, { min: 1, max: TRANSFER.FILES_PER_ASK })) })],
  get: [
    2,
    record({
      n: field(0, number),
      room: field(1, room),
      file: field(2, file),
      size: field(3, uint({ max: MEDIA.FILE_BYTES })),
      first: field(4, uint({ max: MOST_CHUNKS - 1 })),
      count: field(5, uint({ min: 1, max: TRANSFER.CHUNKS_PER_GET })),
    }),
  ],
  chunk: [
    3,
    record({
      n: field(0, number),
      index: field(1, uint({ max: MOST_CHUNKS - 1 })),
      path: field(2, path),
      sealed: field(3, bytes({ min: TAG_BYTES, max: MEDIA.CHUNK_BYTES + TAG_BYTES })),
    }),
  ],
  end: [4, record({ n: field(0, number), code: field(1, choice<EndCode>({ sent: 0, none: 1, busy: 2, cancelled: 3 })) })],
  /** Of an ASK: no more news. Of a GET: it ends with `cancelled`, or had ended. */
  cancel: [5, record({ n: field(0, number) })],
  /** What the sender has whole, and what it no longer has. */
  held: [
    6,
    record({ room: field(0, room), files: field(1, ids(TRANSFER.HELD_PER_FRAME)), lost: optional(2, ids(TRANSFER.HELD_PER_FRAME)) }),
  ],
  /** Of a member to a carrier of the room: keep these. */
  offer: [7, record({ room: field(0, room), files: field(1, offered) })],
  withdraw: [8, record({ room: field(0, room), files: field(1, array(file, { min: 1, max: TRANSFER.OFFERS_PER_FRAME })) })],
} as const

const anyFrame = tagged(CASES)
export type AnyMediaFrame = TaggedOf<typeof CASES>
/** A frame of this version. */
export type MediaFrame = Exclude<AnyMediaFrame, { readonly type: 'unsupported' }>
export type MediaFrameOf<T extends MediaFrame['type']> = Extract<MediaFrame, { readonly type: T }>

/** Types from here on are ignored by who does not know them (MEDIA-41). */
export const IGNORED_FROM = 128

/** Length, then CBOR. Throws `RangeError` on what the other side would refuse: senders keep within the limits. */
export function encodeMediaFrame(frame: MediaFrame): Uint8Array {
  const bytes = encodeCborFrame(anyFrame.toCbor(frame))
  if (bytes.length - LENGTH_BYTES > TRANSFER.FRAME_BYTES) throw new RangeError(`frame of ${bytes.length} bytes`)
  return bytes
}

/** BAD_FRAME: no frame of this protocol. TOO_BIG: nothing more is read. Either ends the stream. */
export type ReadFrame =
  | { readonly ok: true; readonly frame: AnyMediaFrame }
  | { readonly ok: false; readonly code: 'BAD_FRAME' | 'TOO_BIG' }

/**
 * What a link has read. A chunk is left in the memory it was put together in, which is its receiver's from then on: getting fresh memory for each
 * costs about as much as hashing it. Whoever is done with one may give it back.
 */
export class MediaFrameReader {
  readonly #cutter = new FrameCutter(TRANSFER.FRAME_BYTES, 2 * TRANSFER.FRAME_BYTES)
  readonly #spare: Uint8Array<ArrayBuffer>[] = []
  readonly #lent = new WeakSet<ArrayBufferLike>()

  /** Bytes of memory kept of an unfinished frame. */
  get heldBytes(): number {
    return this.#cutter.heldBytes
  }

  /** The frames that are whole now. */
  *push(received: Uint8Array): Generator<ReadFrame, void> {
    for (const content of this.#cutter.push(received)) {
      if (content === undefined) yield { ok: false, code: 'TOO_BIG' }
      else yield this.#read(content)
    }
  }

  /** Nobody looks at the bytes of this chunk any more. */
  giveBack({ buffer }: Uint8Array): void {
    if (!this.#lent.delete(buffer) || !(buffer instanceof ArrayBuffer) || this.#spare.length >= MOST_SPARE) return
    this.#spare.push(new Uint8Array(buffer))
  }

  #read(content: Uint8Array): ReadFrame {
    if (content.length < LONG_BYTES) return read(anyFrame.decode(content))
    const decoded = anyFrame.decode(content, undefined, 'shared')
    if (this.#cutter.giveAway(this.#spare.pop())) this.#lent.add(content.buffer)
    return read(decoded)
  }
}

/** Cut into hashes. */
export function hashesOf(bytes: Uint8Array): readonly Uint8Array[] {
  return Array.from({ length: bytes.length / HASH_BYTES }, (_, at) => bytes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES))
}

function read(decoded: Decoded<AnyMediaFrame>): ReadFrame {
  return decoded.ok ? { ok: true, frame: decoded.value } : { ok: false, code: 'BAD_FRAME' }
}
