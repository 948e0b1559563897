/** Frames of a session that are for rooms: to which link each goes, and what came of blocks handed over together. */
import type { RoomFrame } from './frame-classes.ts'
import { RESOURCE } from '../limits.ts'
import type { NamedTimers } from '../timers/index.ts'
import { BlockAssembler, type FrameOf, GOVERNANCE_END } from './frames/index.ts'
import type { SyncCode, SyncHost } from './host.ts'
import type { Refusal } from './link-port.ts'
import type { RoomLink } from './room-link.ts'
import type { Serving } from './serving.ts'
import type { SessionRooms } from './session-rooms.ts'
import { nextBatches, takeTogether } from './together.ts'

/** Of the session. */
export interface RoomIntakePort {
  readonly host: SyncHost
  readonly isClosed: boolean
  refuse(code: SyncCode, refusal?: Refusal): void
}

/** Blocks that answer WANTs are gathered this long, so that a catch-up is few transactions. */
const GATHER_MS = 4

export class RoomIntake {
  readonly #port: RoomIntakePort
  readonly #rooms: SessionRooms
  readonly #serving: Serving
  readonly #timers: NamedTimers
  readonly #assembler = new BlockAssembler()

  constructor(port: RoomIntakePort, rooms: SessionRooms, serving: Serving, timers: NamedTimers) {
    this.#port = port
    this.#rooms = rooms
    this.#serving = serving
    this.#timers = timers
  }

  heard(frame: RoomFrame): void {
    const { isBound, link } = this.#rooms.find(frame.room)
    if (!isBound) return this.#port.refuse('BAD_FRAME')
    if (link === undefined) return
    switch (frame.type) {
      case 'govHave':
        return link.heardGovHave(frame)
      case 'have':
        link.flushFeed()
        return link.heardHave(frame)
      case 'want':
        return this.#serving.wanted(frame, link)
      case 'block':
        return this.#block(frame, link)
      case 'wantEnd':
        return frame.number === GOVERNANCE_END ? link.heardGovernanceEnd() : link.heardWantEnd(frame.number, frame.complete)
      case 'status':
        return link.heardStatus(frame)
      case 'grantWant':
        return link.heardGrantWant(frame)
      case 'proof':
        return link.heardProof(frame)
      case 'typing':
        return link.heardTyping(frame.isTyping)
    }
  }

  #block(frame: FrameOf<'block'>, link: RoomLink): void {
    const taken = this.#assembler.take(frame)
    if (taken.state === 'bad') return this.#port.refuse(taken.code, { room: link.number })
    if (taken.state === 'part') return link.heardPart(taken.want)
    if (taken.lane === 'gov') return link.heardGovernance(taken.block)
    link.heardFeed(taken.block, taken.want)
    if (link.isBatchFull) link.flushFeed()
  }

  /** Pushed blocks are handed over at once, asked-for ones gathered for a moment. */
  flush(): void {
    for (const link of this.#rooms.links()) {
      link.flushGovernance()
      if (link.isBatchUrgent) link.flushFeed()
      else if (link.hasBatch) this.#timers.after('gather', GATHER_MS, () => this.gathered())
      if (this.#port.isClosed) return
    }
  }

  gathered(maxBytes: number = RESOURCE.WANT_BYTES): void {
    const { next, isAll } = nextBatches(this.#rooms.links(), maxBytes)
    if (!isAll) this.#timers.after('gather', 0, () => this.gathered())
    if (next.length === 0) return
    takeTogether(this.#port.host, next, () => {
      for (const link of next) if (!this.#port.isClosed) link.flushFeed()
    })
  }
}
