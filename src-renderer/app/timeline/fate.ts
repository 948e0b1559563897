/**
 * The line beneath an own message: where it is, whom it waits for, who read it (ui.md §8). Pure: made of what the engine says of it, and
 * nothing is guessed. A message whose edit or deletion has not reached everybody who had the message says that first.
 */
import type { Translate, timelineWords } from '../../../shared/i18n/index.ts'
import type { ChangeDelivery, Delivery, MessageView } from '../../../shared/messenger/index.ts'

export type FateIcon = 'usb' | 'here' | 'computer' | 'received' | 'read' | 'waiting'

export interface Fate {
  readonly icon: FateIcon
  readonly text: string
  /** Nothing more is to be waited for. */
  readonly isDone: boolean
}

export type Say = Translate<typeof timelineWords>

export interface FateInput {
  readonly message: Pick<MessageView, 'delivery' | 'change' | 'deleted'>
  /** Direct rooms: the other one. */
  readonly peer: string | undefined
  /** The newest own message always says where it is; others only while somebody waits for them. */
  readonly isNewest: boolean
}

export function fateOf({ message, peer, isNewest }: FateInput, say: Say): Fate | undefined {
  const { delivery, change, deleted } = message
  if (delivery.state === 'received') return undefined
  const changed = change === undefined ? undefined : changeFate(change, delivery, peer, say)
  if (changed !== undefined) return changed
  if (deleted) return undefined
  const isWithAll = delivery.delivered >= delivery.of && (delivery.of > 0 || delivery.holders > 0)
  return isWithAll && !isNewest ? undefined : messageFate(delivery, peer, say)
}

type OwnDelivery = Exclude<Delivery, { readonly state: 'received' }>

function messageFate(delivery: OwnDelivery, peer: string | undefined, say: Say): Fate | undefined {
  const { holders, delivered, read, of, at } = delivery
  // Somebody may be on the way with it (BNDL-9); that says more than where else it lies.
  if (delivery.bundled !== undefined && delivered === 0 && of > 0) {
    const names = listed(namesOf(delivery.waitingFor, peer), of, say)
    return { icon: 'usb', text: joined(say('putOnUsb'), say('waitingFor', { names })), isDone: false }
  }
  if (holders === 0 && delivered === 0) return { icon: 'here', text: say('onlyHere'), isDone: false }
  if (delivered < of) {
    const waiting = say('waitingFor', { names: listed(namesOf(delivery.waitingFor, peer), of - delivered, say) })
    if (read > 0) return { icon: 'received', text: joined(say('readBySome', { read, of }), waiting), isDone: false }
    return { icon: 'computer', text: joined(heldText(delivery, say), waiting), isDone: false }
  }
  if (of === 0) return { icon: 'computer', text: say('atOwn'), isDone: true }
  if (read >= of) return { icon: 'read', text: say(of === 1 ? 'read' : 'readByAll'), isDone: true }
  if (read > 0) return { icon: 'read', text: say('readBySome', { read, of }), isDone: true }
  const name = at[0]?.name ?? peer
  return { icon: 'received', text: of === 1 && name !== undefined ? say('receivedBy', { name }) : say('receivedByAll'), isDone: true }
}

function heldText({ at, holders, keptBy }: OwnDelivery, say: Say): string {
  if (keptBy !== undefined) return say('keptBy', { name: keptBy.name })
  const name = at[0]?.name
  if (name === undefined) return say('atOwn')
  return holders > 1 ? say('atSeveral', { name, count: holders - 1 }) : say('atOne', { name })
}

/** Only while the change is behind the message: who never had the old words does not wait for new ones. */
function changeFate({ kind, delivered, of }: ChangeDelivery, delivery: OwnDelivery, peer: string | undefined, say: Say): Fate | undefined {
  const isEdit = kind === 'edited'
  const count = (isEdit ? delivery.delivered : of) - delivered
  if (count <= 0) return undefined
  return { icon: 'waiting', text: isEdit ? editText(count, of, peer, say) : deletionText(count, of, peer, say), isDone: false }
}

function editText(count: number, of: number, peer: string | undefined, say: Say): string {
  if (of === 1 && peer !== undefined) return say('editWaitsFor', { name: peer })
  return count === 1 ? say('editWaitsForOne') : say('editWaitsForSome', { count })
}

function deletionText(count: number, of: number, peer: string | undefined, say: Say): string {
  if (of === 1 && peer !== undefined) return say('deletionWaitsFor', { name: peer })
  return count === 1 ? say('deletionWaitsForOne') : say('deletionWaitsForSome', { count })
}

function joined(...parts: readonly string[]): string {
  return parts.join(' · ')
}

function namesOf(people: readonly { readonly name: string }[], peer: string | undefined): readonly string[] {
  return people.length === 0 && peer !== undefined ? [peer] : people.map(({ name }) => name)
}

const NAMED = 3

/** "엄마, 할머니"; of more than three the first two and how many more. `total`: there may be more than are named. */
export function listed(names: readonly string[], total: number, say: Say): string {
  if (total <= Math.min(NAMED, names.length)) return names.slice(0, total).join(', ')
  const shown = names.slice(0, NAMED - 1)
  return say('namesAndMore', { names: shown.join(', '), count: total - shown.length })
}
