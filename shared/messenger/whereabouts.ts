/** Where a message of this person is, and its newest edit or its deletion, as counts and as a list of who has it and whom it waits for. */
import type { PlacedChange, Spread } from '../custody/index.ts'
import { type AccountId, shortId } from '../ids/index.ts'
import type { MessageRow } from '../store/index.ts'
import type { ChangeDelivery, ChangeTrail, Delivery, Holder, PersonRef, Trail, Waiting } from './api.ts'
import type { Names } from './names.ts'
import type { OwnChange, Room } from './room/index.ts'

/** As many as a line has room for. */
const PEOPLE_NAMED = 3

/** DLV-1 as counts, and the first ones by name. */
export function deliveryOf(room: Room, row: MessageRow, names: Names, change: PlacedChange | undefined): Delivery {
  const me = names.me()
  if (row.account !== me) return { state: 'received' }
  const { state, holders, delivered, read } = room.custody.spread(row, change)
  const counts = { state, holders: holders.length, delivered: delivered.size, read: read.size, of: addressees(room) }
  const keptBy = state === 'held' ? keeperNamed(room, holders, names) : undefined
  const places = { at: holdersNamed(room, holders, names), waitingFor: waitingNamed(room, delivered, names) }
  return { ...counts, ...places, ...(keptBy !== undefined && { keptBy }), ...bundledOf(room, row, change, delivered.size) }
}

/** BNDL-9: until everybody has it. */
function bundledOf(room: Room, row: MessageRow, change: PlacedChange | undefined, delivered: number): { readonly bundled?: number } {
  const at = delivered >= addressees(room) ? undefined : room.bundled.at(change?.first ?? row)
  return at === undefined ? {} : { bundled: at }
}

/** The first carrier, where nobody who can read it has it. */
function keeperNamed(room: Room, holders: Spread['holders'], names: Names): PersonRef | undefined {
  if (holders.some(({ account }) => account !== undefined)) return undefined
  const account = holders.map(({ device }) => names.ownerOf(device)).find((owner) => owner !== undefined)
  return account === undefined ? undefined : { account, name: names.nameOf(account, room) }
}

/** The first other people who have it; who keeps it only for others (a carrier) counts, own devices do not. */
function holdersNamed(room: Room, holders: Spread['holders'], names: Names): readonly PersonRef[] {
  const accounts = new Set<AccountId>()
  for (const { device, account } of holders) {
    if (accounts.size >= PEOPLE_NAMED) break
    const owner = account ?? names.ownerOf(device)
    if (owner !== undefined && owner !== names.me()) accounts.add(owner)
  }
  return [...accounts].map((account) => ({ account, name: names.nameOf(account, room) }))
}

function waitingNamed(room: Room, delivered: ReadonlySet<AccountId>, names: Names): readonly PersonRef[] {
  const people: PersonRef[] = []
  for (const account of room.state.members.keys()) {
    if (people.length >= PEOPLE_NAMED) break
    if (account !== names.me() && !delivered.has(account)) people.push({ account, name: names.nameOf(account, room) })
  }
  return people
}

/** DLV-2 as counts. */
export function changeOf(room: Room, account: AccountId, change: PlacedChange): ChangeDelivery {
  const { state, holders, delivered } = room.custody.spreadOfChange(change, account)
  return { kind: change.kind, state, holders: holders.length, delivered: delivered.size, of: addressees(room) }
}

/** Everybody but the one who asks. */
function addressees({ state }: Room): number {
  return Math.max(0, state.members.size - 1)
}

export function trailOf(room: Room, row: MessageRow, names: Names, why: (account: AccountId) => Waiting): Trail {
  const change = room.changes.of(row)
  const { state, ...spread } = room.custody.spread(row, change)
  return {
    state: row.account === names.me() ? state : 'received',
    ...whereabouts(room, row.account, spread, names, why),
    ...(row.account === names.me() && bundledOf(room, row, change, spread.delivered.size)),
    change: change === undefined ? undefined : changeTrail(room, row.account, change, names, why),
  }
}

function changeTrail(room: Room, author: AccountId, change: OwnChange, names: Names, why: (account: AccountId) => Waiting): ChangeTrail {
  const spread = room.custody.spreadOfChange(change, author)
  return {
    kind: change.kind,
    time: change.time[0],
    state: spread.state,
    delivered: spread.delivered.size,
    of: addressees(room),
    ...whereabouts(room, author, spread, names, why),
  }
}

/** Who has it, and whom it waits for. */
function whereabouts(
  room: Room,
  author: AccountId,
  { holders, delivered }: Pick<Spread, 'holders' | 'delivered'>,
  names: Names,
  why: (account: AccountId) => Waiting,
): Pick<Trail, 'holders' | 'waiting'> {
  const waiting = [...room.state.members.keys()].filter(
    (account) => account !== author && account !== names.me() && !delivered.has(account),
  )
  return {
    holders: holders.flatMap(({ device, account, at }): readonly Holder[] => {
      const owner = account ?? names.ownerOf(device)
      // A carrier may be nobody's here: another member's contact.
      if (owner === undefined)
        return account === undefined ? [{ account: undefined, name: shortId(device), device, at, carrier: true }] : []
      return [{ account: owner, name: names.nameOf(owner, room), device, at, carrier: account === undefined }]
    }),
    waiting: waiting.map(why),
  }
}
