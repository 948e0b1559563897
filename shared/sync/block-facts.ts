/**
 * The few things the sessions read in a header: whose chain, which seq, what it follows and which seqs it stands for. Read loosely on
 * purpose: blocks of later versions travel as well (ENC-5), and judging a header is the host's work.
 */
import { type CborValue, decodeCbor } from '../codec/index.ts'
import { type BlockId, type DeviceId, ID_BYTES, idFromBytes } from '../ids/index.ts'
import type { Ranges } from './host.ts'
import { rangesFromPairs, unite } from './ranges.ts'

export interface BlockFacts {
  readonly device: DeviceId
  readonly seq: number
  readonly prev: BlockId
}

const KEY = { device: 2, seq: 4, prev: 5, supersede: 12 } as const

/** undefined when it is no header at all. */
export function blockFacts(header: Uint8Array): BlockFacts | undefined {
  const map = decodeCbor(header)
  return map instanceof Map ? factsOf(map) : undefined
}

/** The seqs of one device's chain that a block answers for: its own, and those a snapshot supersedes (SNAP-5). */
export function seqsAnswered(header: Uint8Array, device: DeviceId): Ranges {
  const map = decodeCbor(header)
  if (!(map instanceof Map)) return []
  const facts = factsOf(map)
  let seqs: Ranges = facts?.device === device ? [[facts.seq, facts.seq]] : []
  const supersede: CborValue = map.get(KEY.supersede) ?? null
  if (!Array.isArray(supersede)) return seqs
  for (const part of supersede) {
    if (!Array.isArray(part) || deviceOf(part[0]) !== device || !Array.isArray(part[1])) continue
    const pairs = part[1].filter((seq) => typeof seq === 'number')
    seqs = unite(seqs, rangesFromPairs(pairs) ?? [])
  }
  return seqs
}

function factsOf(map: ReadonlyMap<unknown, CborValue>): BlockFacts | undefined {
  const device = deviceOf(map.get(KEY.device))
  const seq = map.get(KEY.seq)
  const prev = map.get(KEY.prev)
  if (device === undefined || typeof seq !== 'number' || !(prev instanceof Uint8Array) || prev.length !== ID_BYTES.block) return undefined
  return { device, seq, prev: idFromBytes('block', prev) }
}

function deviceOf(value: CborValue | undefined): DeviceId | undefined {
  return value instanceof Uint8Array && value.length === ID_BYTES.device ? idFromBytes('device', value) : undefined
}
