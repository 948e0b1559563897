/**
 * One section of a bundle on its way into its room. A section of a room is what a session's frames are; one sealed for a contact only tells of a
 * room (SYNC-4) and brings its governance, which has the secret of the other sections.
 */
import { type DeviceId, ID_BYTES, type RoomHandle, type RoomId, idFromBytes } from '../../ids/index.ts'
import { RESOURCE } from '../../limits.ts'
import type { RoomKey } from '../../store/index.ts'
import {
  type Accepted,
  type AnyFrame,
  BlockAssembler,
  BlockIntake,
  type FrameOf,
  type PeerSession,
  type RoomSync,
  type SyncCode,
  type WireBlock,
  blockBytes,
} from '../../sync/index.ts'
import type { Origin, ReadingDeps } from './reading-deps.ts'

/** Blocks handed over at once, however small they are. */
const BATCH_BLOCKS = 512
const NOBODY: DeviceId = idFromBytes('device', new Uint8Array(ID_BYTES.device))
const nothing = (): void => undefined

/** The peer at the other end of a file. */
const nobody: PeerSession = {
  device: NOBODY,
  address: '',
  account: undefined,
  nonces: { own: new Uint8Array(), peer: undefined },
  tellRecords: () => false,
  ask: () => false,
  knock: nothing,
  knockReply: nothing,
  welcome: nothing,
  carry: nothing,
  announce: nothing,
  rematch: nothing,
  refetch: nothing,
  end: nothing,
}

export class SectionIntake {
  /** It came to its end mark, with as much as that says. */
  isWhole = false
  /** Its end mark says that another section comes behind it. */
  isFollowed = false
  failure: 'STORE_FULL' | 'NOT_SAVED' | undefined
  readonly #deps: ReadingDeps
  readonly #origin: Origin
  readonly #keysChanged: () => void
  #room: RoomKey | undefined
  #blocks = new BlockAssembler()
  #feed = new BlockIntake()
  #feedBlocks = 0
  #governance: WireBlock[] = []
  #batchBytes = 0
  #governanceBytes = 0
  readonly #counts: [number, number, number, number] = [0, 0, 0, 0]
  #isOver = false

  constructor(deps: ReadingDeps, origin: Origin, keysChanged: () => void) {
    this.#deps = deps
    this.#origin = origin
    this.#keysChanged = keysChanged
    this.#room = origin.kind === 'room' ? origin.room : undefined
  }

  /** Frames of types for elsewhere, or for later, are passed over. */
  take(frame: AnyFrame): void {
    if (this.#isOver || this.failure !== undefined) return
    if (frame.type === 'room') this.#named(frame.handle, frame.reveal)
    else if (frame.type === 'block') this.#block(frame)
    else if (frame.type === 'status' && frame.status !== undefined) this.#status(frame.status)
    else if (frame.type === 'proof') this.#proof(frame.proof)
    else if (frame.type === 'record') this.#letter(frame.content)
    else if (frame.type === 'bye') {
      this.flush()
      this.#isOver = true
      this.isFollowed = frame.more === true
      this.isWhole = this.#counts.every((count, at) => count === frame.counts?.[at])
    }
  }

  /** A piece is missing: an unfinished block stays unfinished. */
  lost(): void {
    this.#blocks = new BlockAssembler()
  }

  /** What came whole is handed over. */
  flush(): void {
    this.#flushGovernance()
    this.#flushFeed(true)
  }

  #named(handle: RoomHandle, reveal: RoomId | undefined): void {
    if (this.#origin.kind === 'contact' && this.#room === undefined && reveal !== undefined) {
      this.#room = this.#deps.revealed(this.#origin.account, handle, reveal)
    } else if (this.#sync()?.handle !== handle) {
      // Sealed with the secret of one room and speaking of another: by a member of both, who gains nothing.
      this.#deps.tally.refused('BAD_FRAME')
      this.#isOver = true
    }
  }

  #block(frame: FrameOf<'block'>): void {
    const taken = this.#blocks.take(frame)
    if (taken.state === 'bad') return this.#deps.tally.refused(taken.code)
    if (taken.state !== 'whole') return
    const { lane, block } = taken
    this.#counts[lane === 'gov' ? 0 : 2] += 1
    if (lane === 'gov') return this.#keepGovernance(block)
    if (this.#origin.kind === 'contact') return this.#deps.tally.refused('NOT_LIVE')
    this.#flushGovernance()
    this.#feed.add(block, undefined)
    this.#feedBlocks += 1
    if (this.#feed.bytes >= RESOURCE.BUNDLE_BATCH_BYTES || this.#feedBlocks >= BATCH_BLOCKS) this.#flushFeed(false)
  }

  #keepGovernance(block: WireBlock): void {
    const bytes = blockBytes(block)
    this.#governanceBytes += bytes
    if (this.#governanceBytes > RESOURCE.JOINING_GOV_BYTES) return this.#deps.tally.refused('QUOTA')
    this.#governance.push(block)
    this.#batchBytes += bytes
    if (this.#batchBytes >= RESOURCE.BUNDLE_BATCH_BYTES || this.#governance.length >= BATCH_BLOCKS) this.#flushGovernance()
  }

  #flushGovernance(): void {
    const blocks = this.#governance
    if (blocks.length === 0) return
    this.#governance = []
    this.#batchBytes = 0
    const accepted = this.#hand((sync) => sync.acceptGovernance(nobody, blocks))
    // The room's secret may have come just now.
    if (accepted !== undefined && accepted.done > 0) this.#keysChanged()
  }

  #flushFeed(isEnd: boolean): void {
    if (this.#feed.isEmpty) return
    if (isEnd) this.#feed.end(1, true)
    const { blocks } = this.#feed.take()
    this.#feedBlocks = 0
    if (blocks.length > 0) this.#hand((sync) => sync.acceptFeed(nobody, blocks))
  }

  #status(status: Uint8Array): void {
    this.#counts[1] += 1
    if (this.#origin.kind === 'contact') return
    this.#flushGovernance()
    this.#one(
      (sync) => sync.acceptStatus(nobody, status),
      (room) => {
        this.#deps.tally.tookStatus(room)
        this.#deps.changed(room, 'status')
      },
    )
  }

  #proof(proof: Uint8Array): void {
    this.#counts[3] += 1
    if (this.#origin.kind === 'contact') return
    this.flush()
    this.#one(
      (sync) => sync.acceptProof(nobody, proof),
      (room) => this.#deps.changed(room, 'proof'),
    )
  }

  /** Who wrote it has to be known in the room first. */
  #letter(bytes: Uint8Array): void {
    if (this.#origin.kind === 'contact' || this.#room === undefined) return
    this.#flushGovernance()
    const code = this.#deps.letter(this.#room, bytes)
    if (code !== undefined) this.#deps.tally.refused(code)
  }

  #one(work: (sync: RoomSync) => SyncCode | 'old' | undefined, taken: (room: RoomKey) => void): void {
    let code: SyncCode | 'old' | undefined
    const accepted = this.#hand((sync) => {
      code = work(sync)
      return { done: code === undefined ? 1 : 0, repeats: 0, refused: code === undefined || code === 'old' ? [] : [{ code, own: false }] }
    })
    if (accepted !== undefined && code === undefined && this.#room !== undefined) taken(this.#room)
  }

  /** One durable transaction, its events counted. */
  #hand(work: (sync: RoomSync) => Accepted): Accepted | undefined {
    const { tally, together } = this.#deps
    const room = this.#room
    const sync = this.#sync()
    if (room === undefined || sync === undefined) {
      tally.refused('GONE')
      return undefined
    }
    let accepted: Accepted | undefined
    let isKept = false
    tally.room(room)
    tally.counting(() => (isKept = together(() => (accepted = work(sync)))), room)
    const codes = accepted?.refused.map(({ code }) => code) ?? []
    for (const code of codes) tally.refused(code)
    if (codes.includes('STORE_FULL')) this.failure = 'STORE_FULL'
    else if (!isKept || codes.includes('BUSY')) this.failure = 'NOT_SAVED'
    return isKept ? accepted : undefined
  }

  #sync(): RoomSync | undefined {
    return this.#room === undefined ? undefined : this.#deps.sync(this.#room)
  }
}
