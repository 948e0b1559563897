/**
 * Whether the other end is still there (SYNC-11): a ping after ten idle seconds, the end after thirty. A line that was cut looks open until
 * TCP gives up, so a peer that owes an answer and says nothing is doubted much earlier; then another way to it is tried beside this one. Its
 * answer may stand behind the bytes of a file on a slow line: while those come it is there, and is told that we are.
 */
import type { Clock } from '../crypto/index.ts'
import { RESOURCE } from '../limits.ts'
import type { NamedTimers } from '../timers/index.ts'

export interface LivenessPort {
  readonly clock: Clock
  readonly timers: NamedTimers
  /** Sends a ping; false when the peer takes nothing now. */
  ping(): boolean
  doubted(): void
  trusted(): void
  /** Nothing was heard for too long. */
  dead(): void
}

export class Liveness {
  readonly #port: LivenessPort
  #heardAt: number
  /** When bytes about files last came by this line, if ever. */
  #stirredAt: number
  #isPinged = false
  #isDoubted = false
  /** The longest that a chunk was waited for without a byte, ms; undefined: none was yet. */
  #waitedMs: number | undefined

  constructor(port: LivenessPort) {
    this.#port = port
    this.#heardAt = port.clock.now()
    this.#stirredAt = Number.NEGATIVE_INFINITY
  }

  start(): void {
    this.#watchAfter(0)
  }

  heard(): void {
    this.#heardAt = this.#port.clock.now()
    this.#port.timers.stop('doubt')
    this.#isPinged = false
    this.#trust()
  }

  /** Bytes about files came by this line: it is alive. `waitedMs`: how long a chunk was waited for without a byte; undefined: none was. */
  stirred(waitedMs: number | undefined): void {
    this.#stirredAt = this.#port.clock.now()
    if (waitedMs !== undefined) this.#waitedMs = Math.max(this.#waitedMs ?? 0, waitedMs)
    this.#trust()
    this.#speakUp()
  }

  /** Something was sent that a peer who is there answers soon: blocks by an acknowledgement, a ping by a pong. */
  expectWord(): void {
    this.#port.timers.after('doubt', RESOURCE.DOUBT_AFTER_MS, () => {
      if (!this.#isPinged) return this.#ping()
      if (this.#port.clock.now() - this.#stirredAt < this.#patienceMs) return this.expectWord()
      this.#isDoubted = true
      this.#port.doubted()
    })
  }

  /** How long nothing of a file may come before its line is doubted: by what is known of how it comes, at first little. */
  get #patienceMs(): number {
    const slow = this.#waitedMs === undefined ? 2 * RESOURCE.PING_IDLE_MS : 3 * this.#waitedMs
    return Math.min(RESOURCE.PEER_DEAD_MS, Math.max(RESOURCE.PING_IDLE_MS, slow))
  }

  /** Whoever gives a file may hear of us by nothing else, as all it asks stands behind that; so it hears of us before it would ask. */
  #speakUp(): void {
    this.#port.timers.after('speak up', RESOURCE.PING_IDLE_MS / 2, () => {
      if (this.#port.clock.now() - this.#stirredAt >= RESOURCE.PEER_DEAD_MS) return
      // The answer may take its time; it is waited for only after a silence.
      this.#port.ping()
      this.#speakUp()
    })
  }

  #watch(): void {
    const now = this.#port.clock.now()
    const idle = now - this.#heardAt
    if (Math.min(idle, now - this.#stirredAt) >= RESOURCE.PEER_DEAD_MS) return this.#port.dead()
    if (idle >= RESOURCE.PING_IDLE_MS) this.#ping()
    this.#watchAfter(Math.max(0, idle))
  }

  #trust(): void {
    if (!this.#isDoubted) return
    this.#isDoubted = false
    this.#port.trusted()
  }

  /** Looks again each time another ten seconds of silence are full, counted from the last word. */
  #watchAfter(idle: number): void {
    this.#port.timers.after('ping', RESOURCE.PING_IDLE_MS - (idle % RESOURCE.PING_IDLE_MS), () => this.#watch())
  }

  #ping(): void {
    if (!this.#port.ping()) return
    this.#isPinged = true
    this.expectWord()
  }
}
