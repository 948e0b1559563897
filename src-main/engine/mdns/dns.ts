/**
 * The part of the DNS message format that announcements need (RFC 1035, RFC 6762): questions and PTR, SRV, TXT, A, AAAA records. Reading
 * is strict and bounded before anything is allocated: whatever is malformed anywhere makes the whole packet undefined. Written out rather
 * than taken from a package, because packets of strangers must be limited before they are decoded and not after.
 */
import { RESOURCE } from '../../../shared/limits.ts'

export const RECORD_TYPE = { A: 1, PTR: 12, TXT: 16, AAAA: 28, SRV: 33, ANY: 255 } as const

export interface Question {
  /** Labels joined by dots, lower case. */
  readonly name: string
  readonly type: number
}

interface RecordHead {
  readonly name: string
  /** Seconds; 0 says goodbye. */
  readonly ttl: number
}

export type DnsRecord = RecordHead &
  (
    | { readonly kind: 'ptr'; readonly target: string }
    | { readonly kind: 'srv'; readonly target: string; readonly port: number }
    /** Each at most 255 bytes. */
    | { readonly kind: 'txt'; readonly strings: readonly Uint8Array[] }
    /** 4 bytes (A) or 16 (AAAA). */
    | { readonly kind: 'ip'; readonly ip: Uint8Array }
  )

export interface DnsPacket {
  readonly isResponse: boolean
  readonly questions: readonly Question[]
  /** Answers, authorities and additionals together; records of other types are left out. */
  readonly records: readonly DnsRecord[]
}

/** Packet of at most 4 KiB and 64 records, or undefined. Never throws. */
export function decodePacket(bytes: Uint8Array): DnsPacket | undefined {
  if (bytes.length < HEADER_BYTES || bytes.length > RESOURCE.MDNS_PACKET_BYTES) return undefined
  const reader = new Reader(bytes)
  reader.skip(2)
  const flags = reader.u16()
  const counts = [reader.u16(), reader.u16(), reader.u16(), reader.u16()]
  const [questionCount = 0, ...recordCounts] = counts
  const recordCount = recordCounts.reduce((sum, count) => sum + count, 0)
  // Opcode and response code must be zero (RFC 6762 §18).
  if ((flags & 0x780f) !== 0 || questionCount + recordCount > RESOURCE.MDNS_RECORDS) return undefined

  const questions: Question[] = []
  for (let index = 0; index < questionCount && !reader.hasFailed; index += 1) {
    const name = reader.name()
    questions.push({ name, type: reader.u16() })
    reader.skip(2)
  }
  const records: DnsRecord[] = []
  for (let index = 0; index < recordCount && !reader.hasFailed; index += 1) {
    const record = readRecord(reader)
    if (record !== undefined) records.push(record)
  }
  if (reader.hasFailed || reader.position !== bytes.length) return undefined
  return { isResponse: (flags & RESPONSE) !== 0, questions, records }
}

/** Throws `RangeError` when a name or a text does not fit the format: ours always do. */
export function encodePacket({ isResponse, questions, records }: DnsPacket): Uint8Array {
  const parts: Uint8Array[] = [
    u16(0, isResponse ? RESPONSE | AUTHORITATIVE : 0, questions.length, records.length, 0, 0),
    ...questions.flatMap(({ name, type }) => [encodeName(name), u16(type, CLASS_IN)]),
    ...records.flatMap(encodeRecord),
  ]
  return Buffer.concat(parts)
}

const HEADER_BYTES = 12
const RESPONSE = 0x8000
const AUTHORITATIVE = 0x0400
const CLASS_IN = 1
/** "This replaces what you knew" (RFC 6762 §10.2); set on records only one host owns. */
const CACHE_FLUSH = 0x8000

function readRecord(reader: Reader): DnsRecord | undefined {
  const name = reader.name()
  const type = reader.u16()
  const isInternet = (reader.u16() & ~CACHE_FLUSH) === CLASS_IN
  const ttl = reader.u16() * 0x1_0000 + reader.u16()
  const length = reader.u16()
  const end = reader.position + length
  const head = { name, ttl }
  let record: DnsRecord | undefined
  if (isInternet && type === RECORD_TYPE.PTR) record = { ...head, kind: 'ptr', target: reader.name() }
  else if (isInternet && type === RECORD_TYPE.SRV) {
    reader.skip(4)
    record = { ...head, kind: 'srv', port: reader.u16(), target: reader.name() }
  } else if (isInternet && type === RECORD_TYPE.TXT) {
    const strings: Uint8Array[] = []
    while (reader.position < end && !reader.hasFailed) strings.push(reader.bytes(reader.u8()))
    record = { ...head, kind: 'txt', strings }
  } else if (isInternet && ((type === RECORD_TYPE.A && length === 4) || (type === RECORD_TYPE.AAAA && length === 16))) {
    record = { ...head, kind: 'ip', ip: reader.bytes(length) }
  } else reader.skip(length)
  if (reader.position !== end) reader.fail()
  return record
}

/** Reads forward; past the end, or after any fault, it gives zeros and says so. */
class Reader {
  readonly #bytes: Uint8Array
  position = 0
  hasFailed = false

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  fail(): void {
    this.hasFailed = true
  }

  skip(length: number): void {
    if (this.position + length > this.#bytes.length) this.fail()
    else this.position += length
  }

  u8(): number {
    const value = this.#bytes[this.position] ?? 0
    this.skip(1)
    return value
  }

  u16(): number {
    return this.u8() * 256 + this.u8()
  }

  bytes(length: number): Uint8Array {
    const start = this.position
    this.skip(length)
    return this.hasFailed ? new Uint8Array() : this.#bytes.slice(start, start + length)
  }

  /** Pointers only lead backwards, each before the last, so that no chain of them can go in circles. */
  name(): string {
    const labels: string[] = []
    let at = this.position
    let earliest = this.position
    let end: number | undefined
    for (let total = 0; ;) {
      const length = this.#bytes[at]
      if (length === undefined) return this.#badName()
      if (length === 0) break
      if (length >= 0xc0) {
        const target = (length - 0xc0) * 256 + (this.#bytes[at + 1] ?? 0)
        if (at + 1 >= this.#bytes.length || target >= earliest) return this.#badName()
        end ??= at + 2
        earliest = target
        at = target
        continue
      }
      total += length + 1
      if (length > 63 || total > 254 || at + 1 + length > this.#bytes.length) return this.#badName()
      labels.push(readLabel(this.#bytes.subarray(at + 1, at + 1 + length)))
      at += 1 + length
    }
    this.position = end ?? at + 1
    return labels.join('.')
  }

  #badName(): string {
    this.fail()
    return ''
  }
}

/** What is not plain becomes `?`, which none of our names has: it can be read past, never mistaken for ours. */
function readLabel(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => (byte > 0x20 && byte < 0x7f && byte !== 0x2e ? String.fromCharCode(byte) : '?'))
    .join('')
    .toLowerCase()
}

function encodeRecord(record: DnsRecord): readonly Uint8Array[] {
  const [type, data] = encodeData(record)
  const cls = record.kind === 'ptr' ? CLASS_IN : CLASS_IN | CACHE_FLUSH
  return [encodeName(record.name), u16(type, cls, record.ttl >>> 16, record.ttl & 0xffff, data.length), data]
}

function encodeData(record: DnsRecord): readonly [number, Uint8Array] {
  switch (record.kind) {
    case 'ptr':
      return [RECORD_TYPE.PTR, encodeName(record.target)]
    case 'srv':
      return [RECORD_TYPE.SRV, Buffer.concat([u16(0, 0, record.port), encodeName(record.target)])]
    case 'txt':
      return [RECORD_TYPE.TXT, Buffer.concat(record.strings.flatMap((text) => [lengthByte(text, 255), text]))]
    case 'ip':
      return [record.ip.length === 4 ? RECORD_TYPE.A : RECORD_TYPE.AAAA, record.ip]
  }
}

function encodeName(name: string): Uint8Array {
  const labels = name.split('.').map((label) => Buffer.from(label, 'latin1'))
  return Buffer.concat([...labels.flatMap((label) => [lengthByte(label, 63), label]), Uint8Array.of(0)])
}

function lengthByte(bytes: Uint8Array, max: number): Uint8Array {
  if (bytes.length > max) throw new RangeError(`${bytes.length} bytes where ${max} fit`)
  return Uint8Array.of(bytes.length)
}

function u16(...values: readonly number[]): Uint8Array {
  return Uint8Array.from(values.flatMap((value) => [value >> 8, value & 0xff]))
}
