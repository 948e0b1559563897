/**
 * Which epochs a member may have (GOV-14, KEY-5): by what his admission had seen, never by the times that ops claim, since clocks may be years
 * off. Asked by who hands keys out and by who asks for them, so that both come to one answer.
 */
import type { AccountId, EpochId } from '../../ids/index.ts'
import { historyOf } from '../../rooms/governance/index.ts'
import type { GovernanceLog } from './governance-log.ts'

export function isEntitled({ state, governance }: GovernanceLog, account: AccountId, epoch: EpochId): boolean {
  const known = state.epochs.find((held) => held.id === epoch)
  if (known === undefined || !state.members.has(account)) return false
  const history = historyOf(state.settings)
  const admission = state.events.findLast(({ kind, target }) => kind === 'admit' && target === account)
  if (history === 'all' || admission === undefined) return true
  // Made in the same op, later, or by somebody who had not heard of him: he is one of those it is for.
  if (known.op === admission.op || !governance.saw(admission.op, known.op)) return true
  const isFollowed = state.epochs.some(({ prevs, op, voided }) => !voided && prevs.includes(epoch) && governance.saw(admission.op, op))
  return history === 'epoch' && !isFollowed
}
