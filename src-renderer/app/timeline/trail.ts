/**
 * Where a message has been, as steps (ui.md §6 Custody trail). The title answers whether this computer may be closed. Pure. Who got it in the
 * same minute shares a step, and so do those who wait for the same reason.
 */
import type { AccountId } from '../../../shared/ids/index.ts'
import type { ChangeTrail, Holder, Trail, Waiting } from '../../../shared/messenger/index.ts'
import { listed, type Say } from './fate.ts'

export interface TrailStep {
  readonly kind: 'here' | 'usb' | 'holder' | 'carrier' | 'waiting'
  readonly name: string
  readonly how: string
  /** Absent while it is waited for. */
  readonly time: number | undefined
}

export interface TrailView {
  readonly title: string
  readonly detail: string | undefined
  readonly steps: readonly TrailStep[]
  /** The same of its newest edit, or of its deletion. */
  readonly change: { readonly title: string; readonly steps: readonly TrailStep[] } | undefined
}

export interface TrailInput {
  readonly trail: Trail
  readonly me: AccountId | undefined
  readonly author: string
  readonly isOwn: boolean
  /** When it was written here, or came here. */
  readonly since: number
  /** Why somebody is waited for, in words. */
  readonly reason: (waiting: Waiting) => string
  /** Whose device somebody is reached through now; empty where that is not known, undefined for whom nobody stands between. */
  readonly through: (account: AccountId) => string | undefined
}

export function trailView(input: TrailInput, say: Say): TrailView {
  const { trail, isOwn, since } = input
  const here: TrailStep = { kind: 'here', name: say('thisComputer'), how: say(isOwn ? 'saved' : 'came'), time: since }
  return {
    title: titleOf(input, say),
    detail: detailOf(input, say),
    steps: [here, ...byHand(trail, say), ...holderSteps(trail.holders, input, say('got'), say), ...waitingSteps(trail.waiting, input, say)],
    change: trail.change === undefined ? undefined : changeView(trail.change, input, say),
  }
}

/** On its way in somebody's pocket: no holder, and not nothing (BNDL-9). */
function byHand({ bundled }: Trail, say: Say): readonly TrailStep[] {
  return bundled === undefined ? [] : [{ kind: 'usb', name: say('putOnUsb'), how: say('byHand'), time: bundled }]
}

function titleOf({ trail, me, author, isOwn }: TrailInput, say: Say): string {
  if (!isOwn) return say('trailReceived', { name: author })
  if (trail.state === 'read' && trail.waiting.length === 0) return say('trailAllRead')
  if (trail.waiting.length === 0 && trail.holders.length > 0) return say('trailAllReceived')
  const devices = new Set(trail.holders.map(({ device }) => device))
  if (devices.size >= 2) return say('trailSafe')
  const [only] = trail.holders
  if (only === undefined) return say('trailOnlyHere')
  if (only.carrier) return say('trailKept', { name: only.name })
  return only.account === me ? say('trailOwnOther') : say('trailOneOther', { name: only.name })
}

function detailOf({ trail, me, isOwn }: TrailInput, say: Say): string | undefined {
  if (!isOwn) return undefined
  const others = namesOf(trail.holders.filter(({ account, carrier }) => account !== me && !carrier))
  const waiting = namesOf(trail.waiting)
  const sentences = [
    ...(others.length > 0 && waiting.length > 0 ? [say('trailAlsoAt', { names: listed(others, others.length, say) })] : []),
    ...(waiting.length > 0 ? [say('trailThen', { names: listed(waiting, waiting.length, say) })] : []),
    ...(trail.holders.length === 0 && waiting.length > 0 ? [say('trailKeepOn')] : []),
  ]
  return sentences.length === 0 ? undefined : sentences.join(' ')
}

function changeView(change: ChangeTrail, input: TrailInput, say: Say): NonNullable<TrailView['change']> {
  const isEdit = change.kind === 'edited'
  const here: TrailStep = { kind: 'here', name: say('thisComputer'), how: say(isEdit ? 'editedAt' : 'deletedAt'), time: change.time }
  const holders = holderSteps(change.holders, input, say(isEdit ? 'gotEdit' : 'gotDeletion'), say)
  return { title: say(isEdit ? 'trailEdit' : 'trailDeletion'), steps: [here, ...holders, ...waitingSteps(change.waiting, input, say)] }
}

const MINUTE_MS = 60_000

function holderSteps(holders: readonly Holder[], { me, through }: TrailInput, how: string, say: Say): readonly TrailStep[] {
  const relayOf = ({ account, carrier }: Holder) => (account === undefined || carrier ? undefined : through(account))
  const sorted = holders.toSorted((a, b) => a.at - b.at)
  const minutes = Map.groupBy(sorted, (each) =>
    [Math.floor(each.at / MINUTE_MS), each.account === me, each.carrier, relayOf(each)].join(' '),
  )
  return [...minutes.values()].flatMap((group): readonly TrailStep[] => {
    const [first] = group
    if (first === undefined) return []
    const names = namesOf(group)
    const name = first.account === me ? say('otherComputer') : listed(names, names.length, say)
    // A carrier may lie about what it has; when it said so is part of what is told.
    if (first.carrier) return [{ kind: 'carrier', name: listed(names, names.length, say), how: say('keeps'), time: first.at }]
    // By which way it came then is not known; by which one they are reached now is.
    const relay = relayOf(first)
    return [{ kind: 'holder', name, how: relay === undefined ? how : say('andNow', { how, now: throughText(relay, say) }), time: first.at }]
  })
}

function waitingSteps(waiting: readonly Waiting[], { reason, through }: TrailInput, say: Say): readonly TrailStep[] {
  const reasons = Map.groupBy(waiting, (each) => {
    const relay = through(each.account)
    return relay === undefined ? reason(each) : throughText(relay, say)
  })
  return [...reasons].map(([how, group]) => {
    const names = namesOf(group)
    return { kind: 'waiting', name: listed(names, names.length, say), how, time: undefined }
  })
}

function throughText(relay: string, say: Say): string {
  return relay === '' ? say('throughSomebody') : say('throughName', { name: relay })
}

function namesOf(people: readonly { readonly name: string }[]): readonly string[] {
  return [...new Set(people.map(({ name }) => name))]
}
