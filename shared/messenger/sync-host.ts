/** The messenger as the sync protocol sees it: people decide who somebody is, rooms what he may have of them. */
import type { AccountId, RoomHandle, RoomId } from '../ids/index.ts'
import type { RoomKey } from '../store/index.ts'
import type { MatchKey, PeerSession, RoomSync, SyncHost } from '../sync/index.ts'
import type { Carrying } from './carrying/index.ts'
import type { Links, MessengerDeps } from './deps.ts'
import type { LinkingDesk } from './linking/index.ts'
import type { People } from './people/index.ts'
import type { Rooms } from './rooms.ts'

export interface SyncHostDeps extends Pick<MessengerDeps, 'crypto' | 'rng' | 'clock' | 'identity'> {
  readonly people: People
  readonly rooms: Rooms
  readonly carrying: Carrying
  readonly linking: LinkingDesk
  readonly kind: SyncHost['kind']
  readonly links: Pick<Links, 'doubt' | 'trust'>
  /** Runs work in one durable transaction, events after it. */
  together(work: () => void): boolean
  /** A RECORD payload (docs/spec/records.md). */
  recorded: SyncHost['recorded']
  /** SYNC-18: a member of a room types, or stopped. */
  typed(room: RoomKey, account: AccountId, isTyping: boolean): void
  sessionOpened(session: PeerSession): void
  sessionClosed(session: PeerSession): void
}

export function createSyncHost(deps: SyncHostDeps): SyncHost {
  const { people, rooms, carrying, linking, crypto, rng, clock, identity } = deps
  const roomOf = (key: RoomKey): RoomSync | undefined => rooms.sync(key) ?? carrying.sync(key)
  return {
    device: identity.keys.device,
    crypto,
    rng,
    clock,
    kind: deps.kind,
    admits: (device) => people.admits(device),
    matchKeys: () => [...people.matchKeys(), ...roomKeys(rooms), ...carrying.matchKeys()],
    card: () => people.card(),
    identify: (session, card, matches) => people.identify(session, card, matches),
    peerClock: (session, wallMs) => people.peerClock(session, wallMs),
    roomsFor: (session, matches) => roomsFor(deps, roomOf, session, matches),
    roomOpened: (session, handle, revealed) => roomOpened(deps, session, handle, revealed),
    room: roomOf,
    recorded: (session, payload) => deps.recorded(session, payload),
    carryHeard: (session, said) => carrying.heard(session, said),
    typed: (session, key, isTyping) => {
      const { account } = session
      if (account === undefined || account === identity.account || people.isBlocked(account) || rooms.registry.get(key) === undefined)
        return
      deps.typed(key, account, isTyping)
    },
    knocked(session, payload) {
      if (!linking.heard(session, payload, 'knock')) people.knocked(session, payload)
    },
    knockReplied(session, payload) {
      if (!linking.heard(session, payload, 'reply')) people.knockReplied(session, payload)
    },
    doubted: (stream) => deps.links.doubt(stream),
    trusted: (stream) => deps.links.trust(stream),
    together: (work) => deps.together(work),
    sessionOpened: (session) => {
      people.sessionOpened(session)
      deps.sessionOpened(session)
    },
    sessionClosed: (session) => {
      people.sessionClosed(session)
      deps.sessionClosed(session)
    },
  }
}

/** Most recently active first (SYNC-3). */
function roomKeys(rooms: Rooms): readonly MatchKey[] {
  return rooms.registry
    .keys()
    .flatMap((room) => {
      const record = rooms.registry.get(room)
      return record?.tagKey === undefined ? [] : [{ kind: 'room' as const, room, key: record.tagKey, active: record.active }]
    })
    .toSorted((a, b) => b.active - a.active)
    .map(({ kind, room, key }) => ({ kind, room, key }))
}

/** What both know by tag, and rooms this peer is in without knowing it yet (SYNC-4). */
function roomsFor(
  { rooms }: SyncHostDeps,
  roomOf: (key: RoomKey) => RoomSync | undefined,
  session: PeerSession,
  matches: readonly MatchKey[],
): ReturnType<SyncHost['roomsFor']> {
  const found = new Map<RoomKey, ReturnType<SyncHost['roomsFor']>[number]>()
  for (const { carrier, room } of matches.filter((match) => match.kind === 'room')) {
    if (roomOf(room) === undefined) continue
    // A carrier's tag is not the room's: who was let in meanwhile does not know which room it is.
    const own = rooms.registry.get(room)
    const wasCarried = carrier !== undefined && rooms.sync(room)?.standing(session.device) === 'live'
    if (!wasCarried) found.set(room, { room })
    else if (!found.has(room)) found.set(room, own?.room === undefined ? { room } : { room, reveal: own.room, wasCarried })
  }
  for (const room of session.account === undefined ? [] : rooms.withAccount(session.account)) {
    if (found.has(room) || rooms.sync(room)?.standing(session.device) !== 'live') continue
    const reveal = rooms.registry.get(room)?.room
    found.set(room, reveal === undefined ? { room } : { room, reveal })
  }
  return [...found.values()]
}

function roomOpened(
  { rooms, people, carrying }: SyncHostDeps,
  session: PeerSession,
  handle: RoomHandle,
  revealed: RoomId | undefined,
): RoomKey | undefined {
  const key = rooms.registry.byHandle(handle)
  const record = key === undefined ? undefined : rooms.registry.get(key)
  const carried = carrying.byHandle(handle)
  const isCarried = carried !== undefined && carrying.sync(carried)?.standing(session.device) !== 'none'
  // Somebody's word that we are in a room we carry ends no carrying: that does what governance says once it is here.
  const isCertain = record?.state !== 'joining' || !isCarried || revealed !== undefined
  if (key !== undefined && record?.room !== undefined && isCertain) return key
  if (isCarried && revealed === undefined) return carried
  if (revealed === undefined) return undefined
  // A room that waits to be joined is opened by whoever lets us in; any other only by somebody known, or strangers would fill our list.
  const { account } = session
  const isKnown = account !== undefined && (account === people.identity().account || people.record(account)?.state === 'paired')
  if (record?.joining === undefined && !isKnown) return undefined
  return rooms.revealed(handle, revealed, record?.kind ?? 'group', account)
}
