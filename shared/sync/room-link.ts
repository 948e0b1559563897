/**
 * One room in one session. Opens when both ends have bound a number to it; exchanges governance; and only when the peer's device has
 * standing by our own governance, and said it sent what we lack, everything else (SYNC-4). Losing standing takes all of it away again.
 */
import { toHex } from '../codec/index.ts'
import type { DeviceId } from '../ids/index.ts'
import { RESOURCE } from '../limits.ts'
import { blockFacts } from './block-facts.ts'
import { LIMIT_POINTS } from './codes.ts'
import { BlockIntake } from './feed-intake.ts'
import { type FrameOf, blockBytes } from './frames/index.ts'
import { GovExchange } from './gov-exchange.ts'
import type { Accepted, WireBlock } from './host.ts'
import type { HubRoom } from './hub-room.ts'
import type { LinkPort } from './link-port.ts'
import { RowExchange } from './row-exchange.ts'
import { StatusExchange } from './status-exchange.ts'
import { TypingExchange } from './typing-exchange.ts'
import type { WantScheduler } from './want-scheduler.ts'

const GRANTS_PER_FRAME = 64

/** A room's own numbers in both directions: frames we send carry ours. */
export interface LinkInit {
  readonly port: LinkPort
  readonly room: HubRoom
  readonly number: number
  readonly sessionNumber: number
  readonly scheduler: WantScheduler
  /** Marks what `accept…` changes as coming from others. */
  readonly accepting: <T>(work: () => T) => T
  /** There is more to ask for. */
  readonly announced: () => void
}

export class RoomLink {
  readonly room: HubRoom
  readonly number: number
  readonly rows: RowExchange
  isOpen = false
  isReady = false
  readonly #init: LinkInit
  readonly #gov: GovExchange
  readonly #status: StatusExchange
  readonly #typing: TypingExchange
  readonly #feedIntake = new BlockIntake()
  #govIntake: WireBlock[] = []
  #unprovenBytes = 0
  #proofs = new Set<string>()
  #askedGrants = ''
  #areProofsDue = false
  #isDue = false

  constructor(init: LinkInit) {
    this.#init = init
    this.room = init.room
    this.number = init.number
    this.#gov = new GovExchange(init.port, init.room.sync, init.number)
    this.#status = new StatusExchange(init.port, init.room.sync, init.number)
    this.#typing = new TypingExchange(init.port, init.room, init.number)
    this.rows = new RowExchange(init.port, init.number)
  }

  get peer(): DeviceId {
    return this.#init.port.session.device
  }

  get hasRoom(): boolean {
    return this.#init.port.hasRoom
  }

  get hasBatch(): boolean {
    return !this.#feedIntake.isEmpty
  }

  get batchBytes(): number {
    return this.#feedIntake.bytes
  }

  get isBatchFull(): boolean {
    return this.#feedIntake.isFull
  }

  get isBatchUrgent(): boolean {
    return this.#feedIntake.isFull || this.#feedIntake.hasPushed
  }

  /** Both ends have bound their numbers. */
  open(): void {
    if (this.isOpen) return
    this.isOpen = true
    this.room.links.add(this)
    this.#init.scheduler.opening(this.#init.sessionNumber, this.room.key)
    this.#gov.wake(true)
    this.soon()
  }

  close(): void {
    this.room.links.delete(this)
    this.#init.scheduler.leave(this.#init.sessionNumber, this.room.key)
    this.isOpen = false
    this.isReady = false
  }

  soon(): void {
    this.#isDue = true
    this.#init.port.soon()
  }

  wake(what: 'governance' | 'status' | 'proof', withPush: boolean): void {
    if (what === 'governance') this.#gov.wake(withPush)
    else if (what === 'status') this.#status.wake(withPush)
    else this.#areProofsDue = true
    this.soon()
  }

  /** True when it is on its way. */
  tellTyping(isTyping: boolean): boolean {
    return this.isReady && this.#typing.tell(isTyping)
  }

  heardTyping(isTyping: boolean): void {
    this.#typing.heard(isTyping, this.isReady)
  }

  heardGovHave(frame: FrameOf<'govHave'>): void {
    this.flushGovernance()
    const isFirst = this.#gov.heard(frame)
    if (frame.more) return
    if (isFirst) this.#gov.wake(true)
    else this.room.pushGovernanceLater()
    this.soon()
  }

  heardGovernanceEnd(): void {
    this.flushGovernance()
    this.#gov.isPeerDone = true
    this.review()
    if (this.#init.scheduler.opened(this.#init.sessionNumber, this.room.key)) this.#init.announced()
  }

  heardGovernance(block: WireBlock): void {
    if (!this.#hasStanding()) {
      // SYNC-4: enough to prove an admission; a newcomer has to take it all before he knows anybody.
      this.#unprovenBytes += blockBytes(block)
      const most = this.room.sync.isJoining === true ? RESOURCE.JOINING_GOV_BYTES : RESOURCE.UNPROVEN_GOV_BYTES
      if (this.#unprovenBytes > most) return this.#refuseLimit('QUOTA')
    }
    this.#govIntake.push(block)
  }

  flushGovernance(): void {
    const blocks = this.#govIntake
    if (blocks.length === 0) return
    this.#govIntake = []
    const { room, port, accepting } = this.#init
    let accepted: Accepted = { done: 0, repeats: 0, refused: [] }
    // With all that follows from it (keys, ranges, the room's summary) in one commit.
    port.host.together(() => {
      accepted = accepting(() => room.sync.acceptGovernance(port.session, blocks))
    })
    this.#judge(accepted, accepted.repeats)
    if (accepted.done > 0) {
      room.changed('governance', false)
      this.review()
    }
  }

  /** More than governance. */
  #hasStanding(): boolean {
    const standing = this.room.sync.standing(this.peer)
    return standing === 'live' || standing === 'carrier'
  }

  /** Asks again whether the peer may have anything. What came before our own end mark would be refused there, and lost. */
  review(): void {
    const { port, room, scheduler, sessionNumber } = this.#init
    const isReady = this.isOpen && this.#gov.isPeerDone && this.#gov.isOwnDone && this.#hasStanding()
    if (isReady === this.isReady || port.isClosed) return
    this.isReady = isReady
    if (!isReady) return scheduler.leave(sessionNumber, room.key)
    this.#status.wake(true)
    for (const device of room.devices()) this.rows.wake(device)
    this.#areProofsDue = true
    this.#askedGrants = ''
    if (this.rows.peerRows.size > 0) this.#believe([...this.rows.peerRows.keys()])
    this.soon()
  }

  heardHave(frame: FrameOf<'have'>): void {
    if (!this.rows.heard(frame.rows) || !this.isReady) return
    this.#believe(frame.rows.map((row) => row.device))
  }

  heardStatus({ counters, status }: FrameOf<'status'>): void {
    const { port, room, accepting } = this.#init
    if (counters !== undefined) {
      this.#status.heardCounters(counters)
      this.soon()
    }
    if (status === undefined) return
    if (!this.isReady) return port.refuse('NOT_LIVE', { room: this.number })
    const code = accepting(() => room.sync.acceptStatus(port.session, status))
    if (code === undefined) room.changed('status', false)
    else if (code !== 'old') port.refuse(code, { room: this.number })
  }

  heardGrantWant({ epochs }: FrameOf<'grantWant'>): void {
    const { port, room } = this.#init
    if (this.isReady) room.sync.grantWanted(port.session, epochs)
    else port.refuse('NOT_LIVE', { room: this.number })
  }

  heardProof({ proof }: FrameOf<'proof'>): void {
    const { port, room, accepting } = this.#init
    if (!this.isReady) return port.refuse('NOT_LIVE', { room: this.number })
    const print = this.#print(proof)
    if (this.#proofs.has(print)) return
    const code = accepting(() => room.sync.acceptProof(port.session, proof))
    if (code !== undefined) return port.refuse(code, { room: this.number })
    this.#proofs.add(print)
    room.changed('proof', false)
  }

  heardFeed(block: WireBlock, want: number | undefined): void {
    // Not yet known to us as live: its rows will name the block again when it is.
    if (!this.isReady) return this.#init.port.refuse('NOT_LIVE', { room: this.number })
    this.#feedIntake.add(block, want)
  }

  heardPart(want: number | undefined): void {
    if (want !== undefined) this.#init.scheduler.touched(this.#init.sessionNumber, this.room.key, want)
  }

  heardWantEnd(number: number, complete: boolean): void {
    this.#feedIntake.end(number, complete)
  }

  /** Hands the batch to the host; our rows, acknowledgements and WANTs follow. */
  flushFeed(): void {
    if (this.#feedIntake.isEmpty) return
    const { port, room, scheduler, sessionNumber, accepting } = this.#init
    const { blocks, wants, pushed, ends } = this.#feedIntake.take()
    if (blocks.length > 0) {
      const accepted = accepting(() => room.sync.acceptFeed(port.session, blocks))
      // Late answers to a WANT that went elsewhere are nobody's fault: only what nobody asked for counts as useless.
      this.#judge(accepted, Math.min(accepted.repeats, pushed))
      const changed = room.refresh()
      room.arrived(changed, this)
      if (accepted.repeats > 0) this.#acknowledgeAgain(blocks)
      const isProgress = blocks.length > accepted.repeats + accepted.refused.length
      for (const [number, bytes] of wants) {
        if (!scheduler.received(sessionNumber, room.key, number, bytes, isProgress)) this.#refuseLimit('TOO_BIG')
      }
    }
    for (const { number, complete } of ends) scheduler.ended(sessionNumber, room.key, number, complete)
    if (!port.isClosed) scheduler.run()
  }

  /** Tells what is due; goes on later when the peer takes no more now. */
  pump(): void {
    if (!this.isOpen || !this.#isDue) return
    this.#isDue = false
    this.#gov.pump()
    this.review()
    if (this.isReady) {
      this.#askGrants()
      this.#status.pump()
      this.rows.pump((device) => this.room.rowsOf(device))
      if (this.#areProofsDue && this.hasRoom) this.#tellProofs()
    }
    if (!this.hasRoom) this.#isDue = true
  }

  #believe(devices: readonly DeviceId[]): void {
    const { port, room, scheduler, sessionNumber } = this.#init
    const named = new Set(devices)
    room.sync.peerHolds(
      port.session,
      [...named].flatMap((device) => this.rows.peerRows.get(device) ?? []),
    )
    for (const device of named) {
      scheduler.announced(sessionNumber, room.key, device, this.rows.peerRanges(device))
      this.#compareHeads(device)
    }
    this.#init.announced()
  }

  /** FORK-1: the same height under another head is another story; the host is to see it. Asked once per head. */
  #compareHeads(device: DeviceId): void {
    const own = this.room.rowsOf(device)
    for (const row of this.rows.peerRows.get(device) ?? []) {
      const end = row.ranges.at(-1)
      const isOther =
        own.length > 0 && own.every((held) => held.head !== row.head) && own.some((held) => held.ranges.at(-1)?.[1] === end?.[1])
      if (!isOther || end === undefined || this.#proofs.has(row.head)) continue
      this.#proofs.add(row.head)
      const first = Math.max(end[0], end[1] - RESOURCE.FORK_FETCH_BLOCKS + 1)
      this.#init.scheduler.refetch(this.#init.sessionNumber, this.room.key, device, [[first, end[1]]])
    }
  }

  #acknowledgeAgain(blocks: readonly WireBlock[]): void {
    for (const { header } of blocks) {
      const facts = blockFacts(header)
      if (facts !== undefined && this.room.rowsOf(facts.device).length > 0) this.rows.wake(facts.device)
    }
    this.soon()
  }

  #judge({ refused }: Accepted, repeats: number): void {
    const { port } = this.#init
    for (const { code, own } of refused) port.refuse(code, { room: this.number, own })
    port.repeated(repeats)
  }

  #refuseLimit(code: 'QUOTA' | 'TOO_BIG'): void {
    this.#init.port.refuse(code, { room: this.number, points: LIMIT_POINTS })
  }

  #askGrants(): void {
    const epochs = this.room.sync.grantsWanted().slice(0, GRANTS_PER_FRAME)
    const asked = epochs.join()
    if (asked === this.#askedGrants) return
    this.#askedGrants = asked
    if (epochs.length > 0) this.#init.port.send({ type: 'grantWant', room: this.number, epochs })
  }

  #tellProofs(): void {
    this.#areProofsDue = false
    for (const proof of this.room.sync.proofs()) {
      const print = this.#print(proof)
      if (this.#proofs.has(print)) continue
      this.#proofs.add(print)
      if (proof.length < RESOURCE.FRAME_BYTES - 1024) this.#init.port.send({ type: 'proof', room: this.number, proof })
    }
  }

  #print(proof: Uint8Array): string {
    return toHex(this.#init.port.host.crypto.sha256(proof))
  }
}
