/**
 * The rooms of one session and the numbers both ends have bound to them. A room the peer opens and we do not know (yet) is remembered by
 * handle and told nothing: knowing of it later opens it, and until then it cannot be told from one we do not have.
 */
import type { RoomHandle, RoomId } from '../ids/index.ts'
import { RESOURCE } from '../limits.ts'
import type { RoomKey } from '../store/index.ts'
import type { FrameOf } from './frames/index.ts'
import type { HubRoom } from './hub-room.ts'
import type { LinkPort } from './link-port.ts'
import type { RoomLink } from './room-link.ts'

/** Rooms one peer may bind; as many as it could name by tags. */
const BOUND_ROOMS = 2 * RESOURCE.TAGS

export interface RoomSource {
  /** The room as all sessions share it; undefined when we do not have it. */
  room(key: RoomKey): HubRoom | undefined
  /** False: as many sessions as a room may have (SYNC-7). */
  hasSeat(room: HubRoom): boolean
  makeLink(room: HubRoom, number: number): RoomLink
}

interface Bound {
  readonly handle: RoomHandle
  readonly reveal: RoomId | undefined
  link: RoomLink | undefined
}

export class SessionRooms {
  readonly #port: LinkPort
  readonly #source: RoomSource
  readonly #links = new Map<RoomKey, RoomLink>()
  readonly #bound = new Map<number, Bound>()
  /** Rooms whose id the peer was told. */
  readonly #revealed = new Set<RoomKey>()
  #lastNumber = 0

  constructor(port: LinkPort, source: RoomSource) {
    this.#port = port
    this.#source = source
  }

  links(): Iterable<RoomLink> {
    return this.#links.values()
  }

  of(room: RoomKey): RoomLink | undefined {
    return this.#links.get(room)
  }

  /** The link a frame of the peer is for; undefined: bound to nothing we have, or (`isBound` false) to nothing at all. */
  find(number: number): { readonly isBound: boolean; readonly link: RoomLink | undefined } {
    const bound = this.#bound.get(number)
    return { isBound: bound !== undefined, link: bound?.link }
  }

  /** Binds a number of ours to a room of ours and tells the peer; again is harmless. */
  offer(key: RoomKey, reveal?: RoomId, wasCarried = false): RoomLink | undefined {
    const known = this.#links.get(key)
    const isNews = wasCarried && !this.#revealed.has(key)
    if (known !== undefined && !isNews) return known
    // Who only carried it so far has become a member: that is another room to him, and begins anew.
    if (known !== undefined) this.drop(key)
    const room = this.#source.room(key)
    if (room === undefined || !this.#source.hasSeat(room)) return undefined
    const link = this.#source.makeLink(room, ++this.#lastNumber)
    this.#links.set(key, link)
    const frame = { type: 'room', room: link.number, handle: room.sync.handle } as const
    if (reveal !== undefined) this.#revealed.add(key)
    this.#port.send(reveal === undefined ? frame : { ...frame, reveal })
    return link
  }

  /** The peer bound a number. */
  heard({ room: number, handle, reveal }: FrameOf<'room'>): void {
    const before = this.#bound.get(number)
    if (before !== undefined && before.handle !== handle) return this.#port.refuse('BAD_FRAME')
    if (before === undefined && this.#bound.size >= BOUND_ROOMS) return this.#port.refuse('TOO_BIG')
    const bound = before ?? { handle, reveal, link: undefined }
    this.#bound.set(number, bound)
    this.#resolve(bound)
  }

  /** Something changed here: rooms unknown before may be known now. */
  retry(): void {
    for (const bound of this.#bound.values()) if (bound.link === undefined) this.#resolve(bound)
  }

  close(): void {
    for (const link of this.#links.values()) link.close()
    this.#links.clear()
    this.#bound.clear()
  }

  /** Rooms that are gone here. */
  drop(key: RoomKey): void {
    this.#links.get(key)?.close()
    this.#links.delete(key)
    for (const bound of this.#bound.values()) if (bound.link?.room.key === key) bound.link = undefined
  }

  #resolve(bound: Bound): void {
    if (bound.link !== undefined) return
    // A room that is revealed may be one we only carry; the host knows which it is now.
    if (bound.reveal !== undefined) return this.#open(bound)
    for (const link of this.#links.values()) if (link.room.sync.handle === bound.handle) return this.#join(bound, link)
    this.#open(bound)
  }

  #open(bound: Bound): void {
    const key = this.#port.host.roomOpened(this.#port.session, bound.handle, bound.reveal)
    if (key === undefined || this.#port.isClosed) return
    const link = this.offer(key)
    if (link !== undefined && bound.link === undefined && link.room.sync.handle === bound.handle) this.#join(bound, link)
  }

  #join(bound: Bound, link: RoomLink): void {
    bound.link = link
    link.open()
  }
}
