/**
 * Governance that was handed out counts as held until rows say otherwise: whoever hands out in several goes knows by this where to go on,
 * also when nobody answers, as with a file.
 */
import { type Crypto, hash } from '../crypto/index.ts'
import { type DeviceId, idFromBytes } from '../ids/index.ts'
import { INTRINSIC } from '../limits.ts'
import { blockFacts } from './block-facts.ts'
import type { GovRow, WireBlock } from './host.ts'

/** Adds a block to the rows of whoever got it. False when that changes nothing. */
export function assume(crypto: Crypto, rows: Map<DeviceId, readonly GovRow[]>, block: WireBlock): boolean {
  const facts = blockFacts(block.header)
  if (facts === undefined) return false
  const head = idFromBytes('block', hash(crypto, 'sb1/block', block.header))
  const held = rows.get(facts.device) ?? []
  if (held.some((row) => row.head === head)) return false
  const grown: GovRow = { device: facts.device, count: facts.seq, head }
  rows.set(facts.device, [...held.filter((row) => row.head !== facts.prev), grown].slice(-INTRINSIC.FORK_BRANCHES))
  return true
}
