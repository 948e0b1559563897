/**
 * The records of one conversation on their way into its archive: minute by minute, known ones recognised, the rest placed and written some at
 * a time. Whatever the file is, no more is held than a few hundred records and what tells repeated ones apart.
 */
import type { Crypto } from '../../crypto/index.ts'
import type { AccountId, MessageId } from '../../ids/index.ts'
import type { ImportedRecord } from '../../importers/index.ts'
import { ARCHIVE } from '../../limits.ts'
import type { MessageRow, RoomKey, SegmentKey, Store } from '../../store/index.ts'
import { CutNotes } from './cut-notes.ts'
import { type SameText, authorId, compareTexts, cutFingerprintOf, fingerprintOf, importedId, isMedia } from './fingerprint.ts'
import { type LongTexts, contentOfImported, importedRow } from './imported-row.ts'
import { type Place, placed } from './placing.ts'
import { type WrittenTime, type Zone, readTime } from './zone-time.ts'

/** What fingerprints were met lately: the hour that a clock has twice is far shorter. */
const REMEMBERED = 65_536
/** Records of one minute that are placed together. */
const GROUP = 512
/** First place in a minute: there is room before it for what another file brings. */
const MINUTE_LEAD_MS = 1_000
const MINUTE_MS = 60_000
const SECOND_LEAD_MS = 100
const SECOND_MS = 1_000

export interface ChatTally {
  readonly messages: number
  readonly known: number
  readonly mended: number
}

export interface ChatWritingDeps {
  readonly store: Store
  readonly crypto: Crypto
  readonly longTexts: LongTexts
  readonly room: RoomKey
  readonly segment: SegmentKey
  readonly batch: number
  readonly salt: Uint8Array
  readonly zone: Zone
  /** Spelled as in the file. */
  readonly me: string | undefined
  /** Wall ms: nothing stands after it. */
  readonly now: number
  /** Somebody the file names for the first time. */
  readonly author: (name: string) => void
  /** What stood there before a longer copy took its place; in the transaction that changes it. */
  readonly replacing: (row: MessageRow) => void
}

interface Identified {
  readonly id: MessageId
  readonly row: MessageRow | undefined
  /** Of a new one that is long enough to be found cut in another export. */
  readonly cut: string | undefined
}

interface Waiting {
  readonly record: ImportedRecord
  readonly time: WrittenTime | undefined
}

export class ChatWriting {
  readonly #deps: ChatWritingDeps
  #group: Waiting[] = []
  #minute: string | undefined
  /** How many of this minute, and of this second, there were before the group. */
  #inMinute = 0
  #last: Place | undefined
  #instant = Number.NEGATIVE_INFINITY
  #rows: MessageRow[] = []
  readonly #cuts: CutNotes
  #newCuts: (readonly [string, MessageId])[] = []
  /** How many of a fingerprint this file has had. */
  readonly #ordinals = new Map<string, number>()
  /** Found by what a cut copy has of them. */
  readonly #met = new Map<MessageId, true>()
  /** Rows that are not on the disk yet, by id. */
  readonly #unwritten = new Map<MessageId, MessageRow>()
  readonly #bySeq = new Map<number, MessageId>()
  readonly #authors = new Map<string, AccountId>()
  #messages = 0
  #known = 0
  #mended = 0

  constructor(deps: ChatWritingDeps) {
    this.#deps = deps
    this.#cuts = new CutNotes(deps.store, deps.room)
  }

  take(record: ImportedRecord): void {
    const time = record.time === null ? undefined : readTime(record.time)
    const minute = time?.minute
    if (minute !== undefined && this.#minute !== undefined && minute !== this.#minute) {
      this.#settle()
      this.#inMinute = 0
      this.#last = undefined
    }
    // What has no time goes with what has one beside it.
    this.#minute = minute ?? this.#minute
    this.#group.push({ record, time })
    if (this.#group.length >= GROUP) this.#settle()
  }

  /** Everything is in the store; the caller's last commit makes it durable. */
  end(): ChatTally {
    this.#settle()
    this.#flush()
    return { messages: this.#messages, known: this.#known, mended: this.#mended }
  }

  #settle(): void {
    const group = this.#group
    this.#group = []
    if (group.length === 0) return
    const found = group.map(({ record }) => this.#identify(record))
    for (const [at, { record }] of group.entries()) this.#noteSeq(record.seq, found[at]?.id)
    const start = this.#startOf(group)
    const wanted = group.map(({ time }, at) => Math.min(this.#deps.now, Math.max(0, start(time, this.#inMinute + at))))
    const places = placed(
      group.map((_, at) => ({ wanted: wanted[at] ?? 0, known: found[at]?.row })),
      this.#last,
    )
    this.#inMinute += group.length
    for (const [at, { record }] of group.entries()) {
      const place = places[at]
      const which = found[at]
      if (place === undefined || which === undefined) continue
      this.#last = place
      if (which.row === undefined) this.#add(record, which, place)
      else this.#meet(record, which.row)
    }
  }

  /** Which message it is, and its row when it is here already. */
  #identify(record: ImportedRecord): Identified {
    const { crypto, salt, me } = this.#deps
    const author = record.author === null ? undefined : isSame(record.author, me) ? '' : record.author.normalize('NFC')
    const minute = this.#minute ?? ''
    const fingerprint = fingerprintOf(crypto, record, minute, author)
    const ordinal = this.#ordinals.get(fingerprint) ?? 0
    remember(this.#ordinals, fingerprint, ordinal + 1)
    const id = importedId(crypto, salt, fingerprint, ordinal)
    const row = this.#unwritten.get(id) ?? this.#deps.store.messages.get(this.#deps.room, id)
    if (row !== undefined) return { id, row, cut: undefined }
    const cut = cutFingerprintOf(crypto, record, minute, author)
    const whole =
      cut === undefined ? undefined : this.#cuts.find(cut, (held) => !this.#met.has(held.id) && this.#compare(held, record) !== 'other')
    if (whole === undefined) return { id, row: undefined, cut }
    remember(this.#met, whole.id, true)
    return { id: whole.id, row: whole, cut: undefined }
  }

  #compare(row: MessageRow, record: ImportedRecord): SameText {
    const shown = row.text ?? ''
    const isCut = shown.length >= ARCHIVE.SHOWN_CHARACTERS - 1
    const held = (isCut ? this.#deps.longTexts.get(row.seq, row.id) : undefined) ?? shown
    return held === record.text ? 'same' : compareTexts(held, record.text)
  }

  #add(record: ImportedRecord, { id, cut }: Identified, place: Place): void {
    const { room, segment, batch, now, longTexts } = this.#deps
    const replyTo = record.replyTo === undefined ? undefined : this.#bySeq.get(record.replyTo)
    const row = importedRow(record, {
      ...place,
      room,
      segment,
      batch,
      id,
      account: this.#accountOf(record.author),
      replyTo,
      arrivedAt: now,
    })
    if (record.text.length > ARCHIVE.SHOWN_CHARACTERS) this.#deps.store.transaction(() => longTexts.put(batch, id, record.text), 'relaxed')
    if (cut !== undefined) this.#newCuts.push([cut, id])
    this.#rows.push(row)
    this.#unwritten.set(id, row)
    this.#messages += 1
    if (this.#rows.length >= ARCHIVE.CHUNK_RECORDS) this.#flush()
  }

  /** It is here: this copy may have more of it. */
  #meet(record: ImportedRecord, row: MessageRow): void {
    this.#known += 1
    const isMore = isMedia(record.kind) ? hasMoreFiles(record, row) : this.#compare(row, record) === 'longer'
    if (!isMore) return
    this.#flush()
    const { store, longTexts, replacing } = this.#deps
    const { t, c, room, segment, id, account, replyTo, arrivedAt, seq } = row
    const made = importedRow(record, { t, c, room, segment, batch: seq, id, account, replyTo, arrivedAt })
    store.transaction(() => {
      replacing(row)
      longTexts.put(seq, id, record.text)
      store.messages.put({ ...made, forgotten: row.forgotten })
    }, 'relaxed')
    this.#mended += 1
  }

  #flush(): void {
    const { store } = this.#deps
    if (this.#rows.length > 0) {
      store.transaction(() => {
        store.messages.insert(this.#rows)
        for (const [cut, id] of this.#newCuts) this.#cuts.note(cut, id)
      }, 'relaxed')
    }
    this.#newCuts = []
    this.#rows = []
    this.#unwritten.clear()
  }

  /** When a message of the group is, were it alone: ms, by its place in the minute. */
  #startOf(group: readonly Waiting[]): (time: WrittenTime | undefined, at: number) => number {
    const first = group.find(({ time }) => time !== undefined)?.time
    if (first === undefined) return () => Math.max(0, this.#instant)
    const { zone } = this.#deps
    const minuteFace = first.face - (first.face % MINUTE_MS)
    const instantOf = ({ face, precision }: WrittenTime): number => (precision === 'instant' ? face : zone.instantOf(face, this.#instant))
    const start = first.precision === 'instant' ? minuteFace : zone.instantOf(minuteFace, this.#instant)
    const begun = Math.max(start, instantOf(first))
    this.#instant = begun
    return (time, at) => {
      const shown = time ?? first
      if (shown.precision === 'instant') return shown.face
      if (shown.precision === 'second') return start + (shown.face - minuteFace) + Math.min(SECOND_LEAD_MS + at, SECOND_MS - SECOND_LEAD_MS)
      return start + Math.min(MINUTE_LEAD_MS + at, MINUTE_MS - MINUTE_LEAD_MS)
    }
  }

  #accountOf(name: string | null): AccountId {
    const { crypto, salt, me } = this.#deps
    const key = name ?? ''
    const known = this.#authors.get(key)
    if (known !== undefined) return known
    const isMe = name !== null && isSame(name, me)
    // One name, however a system composes its letters.
    const spelled = name === null ? '' : name.normalize('NFC').slice(0, ARCHIVE.AUTHOR_CHARACTERS).toWellFormed()
    const account = authorId(crypto, salt, isMe ? undefined : spelled)
    if (!isMe && name !== null) this.#deps.author(spelled)
    if (this.#authors.size < ARCHIVE.AUTHORS) this.#authors.set(key, account)
    return account
  }

  #noteSeq(seq: number, id: MessageId | undefined): void {
    if (id !== undefined) remember(this.#bySeq, seq, id)
  }
}

/** As the newest; the oldest gives way. */
function remember<K, V>(map: Map<K, V>, key: K, value: V): void {
  map.delete(key)
  map.set(key, value)
  if (map.size <= REMEMBERED) return
  for (const oldest of map.keys()) {
    map.delete(oldest)
    return
  }
}

function isSame(name: string, me: string | undefined): boolean {
  return name === me || (me !== undefined && name.normalize('NFC') === me.normalize('NFC'))
}

function hasMoreFiles(record: ImportedRecord, row: MessageRow): boolean {
  const present = (attachments: readonly { readonly present: boolean }[] | undefined): number =>
    attachments?.filter((each) => each.present).length ?? 0
  return present(record.attachments) > present(contentOfImported(row)?.attachments)
}
