/**
 * Where an edit or a deletion is (DLV-2): told by one block, and carried out by the snapshots that erase what it replaces (DEL-1). Like
 * everything here it follows from what devices said of themselves.
 */
import type { AccountId } from '../ids/index.ts'
import { type Holding, type KeyedPlace, type SpreadHolder, type Surroundings, hasBlock, holderOf, opens } from './delivery.ts'

/** edited: another text. deleted: told, while a fork keeps the words on disks (docs/spec/forks.md). erased: told, and the words go. */
export type ChangeKind = 'edited' | 'deleted' | 'erased'

export interface PlacedChange {
  readonly kind: ChangeKind
  /** Says so. */
  readonly told: KeyedPlace
  /** The snapshots that take the words away; whoever has a later one that covers them counts as having them (SNAP-6). */
  readonly erasing: readonly KeyedPlace[]
  /** Where the words stood first, as far as is known. */
  readonly first?: KeyedPlace
}

export interface ChangeSpread {
  readonly state: 'queued' | 'held' | 'delivered'
  /** Every device that has all of it, this one not counted, in order of time. */
  readonly holders: readonly SpreadHolder[]
  readonly delivered: ReadonlySet<AccountId>
}

/**
 * An edit has reached an account when one of its devices shows the new text. An erasure has when one of its devices has carried it out and
 * no other is known to keep the words. A device without the key of the old words cannot read them, and loses them with the key.
 */
export function changeSpreadOf(change: PlacedChange, holdings: Iterable<Holding>, around: Surroundings): ChangeSpread {
  const { told, first } = change
  const erasing = change.kind === 'erased' ? change.erasing : []
  const holders: SpreadHolder[] = []
  const reached = new Set<AccountId>()
  const keeping = new Set<AccountId>()
  for (const holding of holdings) {
    const holder = holderOf(holding, around)
    if (holder === undefined) continue
    const { account } = holder
    const has = [told, ...erasing].every((block) => hasBlock(holding, block))
    if (has) holders.push(holder)
    if (account === undefined || !around.addressees.has(account)) continue
    if (has && opens(holding, told)) reached.add(account)
    if (!has && change.kind === 'erased' && first !== undefined && hasBlock(holding, first)) keeping.add(account)
  }
  const delivered = new Set([...reached].filter((account) => !keeping.has(account)))
  return {
    state: delivered.size > 0 ? 'delivered' : holders.length > 0 ? 'held' : 'queued',
    holders: holders.toSorted((a, b) => a.at - b.at),
    delivered,
  }
}
