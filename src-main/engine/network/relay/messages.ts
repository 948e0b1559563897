/**
 * The messages of circuit relay v2 (libp2p specs, relay/circuit-v2.md), as far as we use them: both of its protocols speak the same few
 * fields. Protocol buffers by hand, since the package keeps its own to itself. Reading is total and bounded; unknown fields are passed over.
 */
import { concatBytes, fromHex } from '../../../../shared/codec/index.ts'
import { ID_BYTES, idBytes, idFromBytes } from '../../../../shared/ids/index.ts'
import type { DeviceId } from '../../../../shared/ids/index.ts'

export const HOP_PROTOCOL = '/libp2p/circuit/relay/0.2.0/hop'
export const STOP_PROTOCOL = '/libp2p/circuit/relay/0.2.0/stop'

/** Numbers of the kinds; `stop` has no RESERVE, and numbers the others one lower. */
export const HOP = { RESERVE: 0, CONNECT: 1, STATUS: 2 } as const
export const STOP = { CONNECT: 0, STATUS: 1 } as const

export const STATUS = {
  OK: 100,
  RESERVATION_REFUSED: 200,
  RESOURCE_LIMIT_EXCEEDED: 201,
  PERMISSION_DENIED: 202,
  CONNECTION_FAILED: 203,
  NO_RESERVATION: 204,
  MALFORMED_MESSAGE: 400,
  UNEXPECTED_MESSAGE: 401,
} as const
export type Status = (typeof STATUS)[keyof typeof STATUS]

export interface RelayMessage {
  readonly type: number
  /** Whom to connect with, or who asks. */
  readonly peer?: DeviceId
  readonly status?: number
  /** In answer to RESERVE: seconds since 1970 until when, and where the relay is (multiaddr bytes). */
  readonly place?: { readonly expires: number; readonly addresses: readonly Uint8Array[] }
  /** Ours, with RESERVE: for how many more seconds guests are expected (RELAY-2). Other programs pass over it. */
  readonly guests?: number
}

/** hop and stop give the status different field numbers. */
const STATUS_FIELD = { hop: 5, stop: 4 } as const
/** Far from what later versions of circuit v2 may number. */
const GUESTS_FIELD = 100
type Kind = keyof typeof STATUS_FIELD
const DEVICE_PREFIX = fromHex('002408011220') ?? new Uint8Array()

export function encodeMessage(kind: Kind, { type, peer, status, place, guests }: RelayMessage): Uint8Array {
  return concatBytes(
    numberField(1, type),
    peer === undefined ? NOTHING : bytesField(2, bytesField(1, concatBytes(DEVICE_PREFIX, idBytes(peer)))),
    place === undefined
      ? NOTHING
      : bytesField(3, concatBytes(numberField(1, place.expires), ...place.addresses.map((each) => bytesField(2, each)))),
    status === undefined ? NOTHING : numberField(STATUS_FIELD[kind], status),
    guests === undefined ? NOTHING : numberField(GUESTS_FIELD, guests),
  )
}

/** Undefined for what is no message of this kind. */
export function decodeMessage(kind: Kind, bytes: Uint8Array): RelayMessage | undefined {
  const fields = readFields(bytes)
  const type = fields?.get(1)?.[0]
  if (fields === undefined || typeof type !== 'number') return undefined
  const peerBytes = fields.get(2)?.[0]
  const peer = peerBytes instanceof Uint8Array ? readPeer(peerBytes) : undefined
  if (peerBytes !== undefined && peer === undefined) return undefined
  const placeBytes = kind === 'hop' ? fields.get(3)?.[0] : undefined
  const place = placeBytes instanceof Uint8Array ? readPlace(placeBytes) : undefined
  const status = fields.get(STATUS_FIELD[kind])?.[0]
  const guests = kind === 'hop' ? fields.get(GUESTS_FIELD)?.[0] : undefined
  return {
    type,
    ...(peer !== undefined && { peer }),
    ...(place !== undefined && { place }),
    ...(typeof status === 'number' && { status }),
    ...(typeof guests === 'number' && { guests }),
  }
}

const NOTHING = new Uint8Array()

function readPeer(bytes: Uint8Array): DeviceId | undefined {
  const id = readFields(bytes)?.get(1)?.[0]
  if (!(id instanceof Uint8Array) || id.length !== DEVICE_PREFIX.length + ID_BYTES.device) return undefined
  const isDevice = DEVICE_PREFIX.every((byte, index) => id[index] === byte)
  return isDevice ? idFromBytes('device', id.subarray(DEVICE_PREFIX.length)) : undefined
}

function readPlace(bytes: Uint8Array): RelayMessage['place'] {
  const fields = readFields(bytes)
  const expires = fields?.get(1)?.[0]
  if (fields === undefined || typeof expires !== 'number') return undefined
  return { expires, addresses: (fields.get(2) ?? []).filter((each) => each instanceof Uint8Array) }
}

type Fields = ReadonlyMap<number, readonly (number | Uint8Array)[]>

function readFields(bytes: Uint8Array): Fields | undefined {
  const fields = new Map<number, (number | Uint8Array)[]>()
  let at = 0
  while (at < bytes.length) {
    const key = readVarint(bytes, at)
    if (key === undefined) return undefined
    const value = readVarint(bytes, key.end)
    const wire = key.value % 8
    if (value === undefined || (wire !== 0 && wire !== 2)) return undefined
    const end = wire === 0 ? value.end : value.end + value.value
    if (end > bytes.length) return undefined
    const number = Math.floor(key.value / 8)
    fields.set(number, [...(fields.get(number) ?? []), wire === 0 ? value.value : bytes.subarray(value.end, end)])
    at = end
  }
  return fields
}

/** Undefined when it is cut off, or greater than a number holds whole. */
export function readVarint(bytes: Uint8Array, start: number): { readonly value: number; readonly end: number } | undefined {
  let value = 0
  for (let at = start, unit = 1; at < bytes.length && at < start + 8; at += 1, unit *= 128) {
    const byte = bytes[at] ?? 0
    value += (byte & 0x7f) * unit
    if (byte < 0x80) return Number.isSafeInteger(value) ? { value, end: at + 1 } : undefined
  }
  return undefined
}

export function varint(value: number): Uint8Array {
  const bytes: number[] = []
  let rest = value
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 0x80)
  return Uint8Array.from([...bytes, rest])
}

function numberField(number: number, value: number): Uint8Array {
  return concatBytes(varint(number * 8), varint(value))
}

function bytesField(number: number, value: Uint8Array): Uint8Array {
  return concatBytes(varint(number * 8 + 2), varint(value.length), value)
}
