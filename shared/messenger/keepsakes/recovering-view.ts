/** Whom a restored computer asks, by person where that is known, and who keeps the own keepsake; as shells are shown them. */
import { type AccountId, shortId } from '../../ids/index.ts'
import type { KeepsakeHolder, RecoveryAsk } from '../api-recovering.ts'
import type { People } from '../people/index.ts'
import type { Holding } from './own-keepsake.ts'

export function askedView(people: People, isKept: (account: AccountId) => boolean): readonly RecoveryAsk[] {
  const found = new Map<string, RecoveryAsk>()
  for (const { device, account, name, knocked } of people.recovery.asked()) {
    const before = found.get(account ?? device)
    const isBack = account !== undefined && people.record(account)?.state === 'paired'
    const at = Math.max(before?.at ?? 0, knocked ?? 0)
    found.set(account ?? device, {
      account,
      name: account === undefined ? name : (people.nameOf(account) ?? name),
      devices: [...(before?.devices ?? []), device],
      from: account !== undefined && isKept(account) ? 'kept' : 'nearby',
      state: isBack ? 'yes' : at > 0 ? 'asked' : 'looking',
      at: at === 0 ? undefined : at,
    })
  }
  return [...found.values()]
}

/** Who said so last comes first. */
export function holdersView(
  people: People,
  holders: Iterable<readonly [AccountId, Holding]>,
  newest: number | undefined,
): readonly KeepsakeHolder[] {
  return [...holders]
    .map(([account, { at, n }]) => ({ account, name: people.nameOf(account) ?? shortId(account), at, hasNewest: n === newest }))
    .toSorted((a, b) => b.at - a.at)
}
