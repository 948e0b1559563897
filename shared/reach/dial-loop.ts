/**
 * Keeps trying to reach the devices we want, for ever (design.md §5; SYNC-10, SYNC-14). Pure: the clock, randomness, network and address
 * book come from outside. Guarantees: at most one dial per device at a time, none while it is connected (unless that is in doubt), none
 * after `stop`; a wanted device with an address always is connected, being dialled or has a next attempt; waiting is bounded by the
 * back-off. Liveness of a stream is the sync layer's; the rule for two connections of one pair is the network's.
 */
import type { Clock, Rng } from '../crypto/index.ts'
import type { DeviceId } from '../ids/index.ts'
import { RESOURCE } from '../limits.ts'
import type { AddressBook } from './address-book.ts'
import type { Address } from './address.ts'
import { backOffMs } from './back-off.ts'
import type { ReachCode } from './reach-code.ts'
import { RecordDials } from './record-dials.ts'
import type { PeerStream, Transport } from './stream.ts'
import { watchEnd } from './watch-end.ts'
import type { WayRule } from './way-rule.ts'

/** How a device stands. Times are wall ms; `since` is when it came to be reachable, or stopped being so. */
export type DeviceReach =
  | { readonly reach: 'connected'; readonly since: number; readonly via: string }
  | { readonly reach: 'dialling'; readonly since: number; readonly code: ReachCode | undefined }
  | { readonly reach: 'waiting'; readonly since: number; readonly code: ReachCode; readonly nextAttempt: number | undefined }

export interface DialLoopDeps {
  readonly clock: Clock
  readonly rng: Rng
  readonly transport: Transport
  readonly book: AddressBook
  /** Whether an address lies on a network this computer is on: then it is tried often. */
  isNear(address: Address): boolean
}

export interface DialLoop {
  /** Begins; dials every wanted device at once. */
  start(): void
  /** Ends every dial and timer. Streams stay with those who have them. */
  stop(): void
  /** The devices to stay connected to: replaces the former set. Streams of devices no longer wanted stay open. */
  want(devices: Iterable<DeviceId>): void
  /** New addresses for a device. Dials it at once when one is new. Those from a record stand in place of its earlier record's. */
  learn(device: DeviceId, addresses: readonly unknown[], source: 'typed' | 'invite' | 'record'): void
  /** The device announced itself on a network of ours. */
  sighted(device: DeviceId, addresses: readonly unknown[]): void
  /** Its announcement ended. */
  unseen(device: DeviceId): void
  /**
   * The sync layer hears nothing on the stream: dials beside it, so that a connection stuck in retransmission after a cut is replaced at
   * once. Ends with a newer stream, or with `trust` when this one speaks again. Says nothing about older streams of the device.
   */
  doubt(stream: PeerStream): void
  trust(stream: PeerStream): void
  /** Interfaces changed or the computer woke: every wait so far is void, and so is every dial under way. */
  networkChanged(): void
  /** Only ways that the rule allows are dialled; undefined: all again. Every wait so far is void, and so is every dial under way. */
  restrict(rule: WayRule | undefined): void
  /** Every stream, dialled or accepted, of wanted devices and of strangers. Returns the function that takes the handler away. */
  onStream(handler: (stream: PeerStream) => void): () => void
  /** Called with each change of a wanted device's state. */
  onReach(handler: (device: DeviceId, reach: DeviceReach) => void): () => void
  /** Undefined for a device that is not wanted. */
  reach(device: DeviceId): DeviceReach | undefined
}

export function createDialLoop(deps: DialLoopDeps): DialLoop {
  return new DefaultDialLoop(deps)
}

/** What the loop remembers of a wanted device. */
interface Target {
  readonly device: DeviceId
  /** Since it is reachable or not. */
  since: number
  /** Failures in a row. */
  failures: number
  code: ReachCode | undefined
  lastDialAt: number
  nextAttempt: number | undefined
  cancelTimer: (() => void) | undefined
  dial: AbortController | undefined
  /** What was being dialled is out of date: dial again as soon as it has ended. */
  dialAgain: boolean
  /** New addresses were heard while older ones are being dialled: their turn comes without the back-off. */
  isHinted: boolean
  /** Its open stream may be dead. */
  isDoubted: boolean
}

class DefaultDialLoop implements DialLoop {
  readonly #deps: DialLoopDeps
  readonly #targets = new Map<DeviceId, Target>()
  /** Open streams by device, also of devices not wanted (yet). */
  readonly #live = new Map<DeviceId, Set<PeerStream>>()
  readonly #streamHandlers = new Set<(stream: PeerStream) => void>()
  readonly #reachHandlers = new Set<(device: DeviceId, reach: DeviceReach) => void>()
  /** Due, but over the number of dials at once; first come, first served. */
  readonly #queue = new Set<Target>()
  /** Dials that have not ended, also cancelled ones of devices dropped since. */
  readonly #dialling = new Set<DeviceId>()
  readonly #recordDials: RecordDials
  #isRunning = false
  #rule: WayRule | undefined
  #unsubscribe: (() => void) | undefined

  constructor(deps: DialLoopDeps) {
    this.#deps = deps
    this.#recordDials = new RecordDials(deps.book, deps.clock)
  }

  start(): void {
    if (this.#isRunning) return
    this.#isRunning = true
    this.#unsubscribe = this.#deps.transport.onStream((stream) => this.#take(stream))
    for (const target of this.#targets.values()) {
      // A dial that `stop` cancelled may not have ended yet.
      target.dialAgain = target.dial !== undefined
      this.#attempt(target)
    }
  }

  stop(): void {
    if (!this.#isRunning) return
    this.#isRunning = false
    this.#unsubscribe?.()
    this.#queue.clear()
    for (const target of this.#targets.values()) {
      this.#rest(target)
      target.code = 'stopped'
      target.dial?.abort()
      this.#tell(target)
    }
  }

  want(devices: Iterable<DeviceId>): void {
    const wanted = new Set(devices)
    for (const [device, target] of this.#targets) if (!wanted.has(device)) this.#drop(target)
    for (const device of wanted) {
      if (this.#targets.has(device)) continue
      const target = newTarget(device, this.#deps.clock.now())
      this.#targets.set(device, target)
      if (this.#live.has(device)) this.#tell(target)
      else this.#attempt(target)
    }
  }

  learn(device: DeviceId, addresses: readonly unknown[], source: 'typed' | 'invite' | 'record'): void {
    const { book, clock } = this.#deps
    if (source === 'record') {
      if (book.recorded(device, addresses, clock.now())) this.#hint(device, true)
    } else if (book.add(device, addresses, source, clock.now())) {
      this.#again(device)
    }
  }

  sighted(device: DeviceId, addresses: readonly unknown[]): void {
    this.#hint(device, this.#deps.book.add(device, addresses, 'sight', this.#deps.clock.now()))
  }

  unseen(device: DeviceId): void {
    this.#deps.book.unseen(device)
  }

  doubt(stream: PeerStream): void {
    const target = this.#targets.get(stream.device)
    if (target === undefined || target.isDoubted || this.#newest(stream.device) !== stream) return
    target.isDoubted = true
    this.#attempt(target)
  }

  trust(stream: PeerStream): void {
    const target = this.#targets.get(stream.device)
    if (target === undefined || !target.isDoubted || this.#newest(stream.device) !== stream) return
    target.isDoubted = false
    this.#rest(target)
    target.dial?.abort()
  }

  networkChanged(): void {
    for (const target of this.#targets.values()) {
      target.failures = 0
      if (this.#isServed(target)) continue
      // A dial under way may hang on an interface that is gone.
      target.dialAgain = target.dial !== undefined
      target.dial?.abort()
      this.#attempt(target)
    }
  }

  restrict(rule: WayRule | undefined): void {
    this.#rule = rule
    this.networkChanged()
  }

  onStream(handler: (stream: PeerStream) => void): () => void {
    this.#streamHandlers.add(handler)
    return () => this.#streamHandlers.delete(handler)
  }

  onReach(handler: (device: DeviceId, reach: DeviceReach) => void): () => void {
    this.#reachHandlers.add(handler)
    return () => this.#reachHandlers.delete(handler)
  }

  reach(device: DeviceId): DeviceReach | undefined {
    const target = this.#targets.get(device)
    return target === undefined ? undefined : this.#describe(target)
  }

  #newest(device: DeviceId): PeerStream | undefined {
    return [...(this.#live.get(device) ?? [])].at(-1)
  }

  #isServed(target: Target): boolean {
    return this.#live.has(target.device) && !target.isDoubted
  }

  /** Somebody else says the device may be reachable now. Anybody can say so without end, which may cost one dial a second, not more. */
  #hint(device: DeviceId, isNews: boolean): void {
    const target = this.#targets.get(device)
    if (target === undefined || !this.#isRunning || this.#isServed(target) || this.#queue.has(target)) return
    if (target.dial !== undefined) {
      target.isHinted ||= isNews
      return
    }
    target.failures = 0
    const earliest = hintedFrom(target)
    if (earliest <= this.#deps.clock.now()) this.#attempt(target)
    else if (target.nextAttempt === undefined || target.nextAttempt > earliest) this.#schedule(target, earliest)
  }

  #again(device: DeviceId): void {
    const target = this.#targets.get(device)
    if (target === undefined) return
    target.failures = 0
    target.dialAgain = target.dial !== undefined
    this.#attempt(target)
  }

  /** Dials now, unless the device is connected, being dialled, or too many others are. */
  #attempt(target: Target): void {
    if (!this.#isRunning || this.#dialling.has(target.device) || this.#isServed(target)) return
    this.#rest(target)
    if (this.#dialling.size >= RESOURCE.DIALS_AT_ONCE) {
      this.#queue.add(target)
      this.#tell(target)
      return
    }
    const candidates = this.#deps.book.candidates(target.device)
    const allowed = candidates.filter((address) => this.#isAllowed(target.device, address))
    if (allowed.length === 0 && candidates.length > 0) {
      // Nothing to try until the rule is another one, or an address comes that it allows.
      target.code = 'held-back'
      this.#tell(target)
      return
    }
    const { addresses, waitMs } = this.#recordDials.admit(target.device, allowed)
    if (waitMs > 0) return this.#schedule(target, this.#deps.clock.now() + waitMs)
    if (addresses.length === 0) {
      // Nothing to try until somebody tells us an address, and then that moment is the attempt.
      target.code = 'no-address'
      this.#tell(target)
      return
    }
    void this.#dial(target, addresses)
  }

  #isAllowed(device: DeviceId, address: Address): boolean {
    return this.#rule === undefined || (this.#rule.admits(device) && this.#rule.allows(address))
  }

  async #dial(target: Target, addresses: readonly string[]): Promise<void> {
    const { clock, transport } = this.#deps
    const dial = new AbortController()
    target.dial = dial
    target.dialAgain = false
    target.isHinted = false
    target.lastDialAt = clock.now()
    this.#dialling.add(target.device)
    this.#tell(target)
    const result = await transport.dial(target.device, addresses, dial.signal)
    this.#dialling.delete(target.device)
    target.dial = undefined

    const current = this.#targets.get(target.device)
    const isWanted = current === target
    if (result.ok) {
      if (this.#isRunning && isWanted) this.#take(result.stream)
      else result.stream.abort()
    } else if (this.#isRunning && isWanted) {
      this.#failed(target, result.code)
    }
    if (current !== undefined && !isWanted) this.#attempt(current)
    this.#serveQueue()
  }

  #failed(target: Target, code: ReachCode): void {
    if (target.dialAgain) {
      target.dialAgain = false
      this.#attempt(target)
      return
    }
    target.failures += 1
    // Announced here and yet silent: the network keeps its members apart, or a firewall there swallows (design.md §5).
    const isSilent = code === 'timeout' || code === 'no-route'
    target.code = isSilent && this.#deps.book.isSeen(target.device) ? 'isolated' : code
    if (this.#isServed(target)) this.#tell(target)
    else this.#schedule(target, target.isHinted ? hintedFrom(target) : this.#deps.clock.now() + this.#wait(target))
  }

  #wait(target: Target): number {
    const candidates = this.#deps.book.candidates(target.device)
    const near = this.#deps.book.isSeen(target.device) || candidates.some((address) => this.#deps.isNear(address))
    return backOffMs(near ? 'near' : 'far', target.failures, this.#deps.rng)
  }

  #schedule(target: Target, at: number): void {
    this.#rest(target)
    target.nextAttempt = at
    target.cancelTimer = this.#deps.clock.after(Math.max(0, at - this.#deps.clock.now()), () => this.#attempt(target))
    this.#tell(target)
  }

  /** A stream of any device: counted until it ends, and handed on. */
  #take(stream: PeerStream): void {
    const { device } = stream
    const now = this.#deps.clock.now()
    const live = this.#live.get(device) ?? new Set()
    this.#live.set(device, live)
    const watched = watchEnd(stream, () => this.#ended(watched, now))
    live.add(watched)

    const target = this.#targets.get(device)
    if (target !== undefined) {
      this.#rest(target)
      target.isDoubted = false
      if (live.size === 1) target.since = now
      if (stream.dialled) this.#deps.book.worked(device, stream.address, now)
      // SYNC-14: incoming contact voids the back-off. Our own success only does once it has lasted, see #ended.
      else target.failures = 0
      target.code = undefined
      this.#tell(target)
    }
    for (const handler of this.#streamHandlers) handler(watched)
  }

  #ended(stream: PeerStream, since: number): void {
    const live = this.#live.get(stream.device)
    if (live === undefined || !live.delete(stream)) return
    if (live.size > 0) return
    this.#live.delete(stream.device)
    const target = this.#targets.get(stream.device)
    if (target === undefined) return
    const now = this.#deps.clock.now()
    target.isDoubted = false
    target.since = now
    target.code = this.#isRunning ? 'closed' : 'stopped'
    if (!this.#isRunning) {
      this.#tell(target)
      return
    }
    if (now - since >= RESOURCE.CONNECTION_STABLE_MS) {
      target.failures = 0
      this.#attempt(target)
    } else if (target.dial === undefined) {
      // It ended as soon as it began: a peer that throws us out again and again is met with the back-off, not with a storm.
      target.failures += 1
      this.#schedule(target, now + this.#wait(target))
    }
  }

  #drop(target: Target): void {
    this.#rest(target)
    this.#targets.delete(target.device)
    target.dial?.abort()
  }

  #serveQueue(): void {
    for (const target of this.#queue) {
      if (this.#dialling.size >= RESOURCE.DIALS_AT_ONCE) return
      this.#attempt(target)
    }
  }

  /** No timer, no place in the queue. */
  #rest(target: Target): void {
    target.cancelTimer?.()
    target.cancelTimer = undefined
    target.nextAttempt = undefined
    this.#queue.delete(target)
  }

  #describe(target: Target): DeviceReach {
    const { since, code, nextAttempt } = target
    const stream = this.#newest(target.device)
    if (stream !== undefined) return { reach: 'connected', since, via: stream.address }
    if (target.dial !== undefined && this.#isRunning) return { reach: 'dialling', since, code }
    return { reach: 'waiting', since, code: code ?? (this.#isRunning ? 'no-address' : 'stopped'), nextAttempt }
  }

  #tell(target: Target): void {
    const reach = this.#describe(target)
    for (const handler of this.#reachHandlers) handler(target.device, reach)
  }
}

/** Whoever says where a device is costs one dial a second. */
function hintedFrom({ lastDialAt }: Target): number {
  return lastDialAt + RESOURCE.DIAL_LAN_FIRST_MS
}

function newTarget(device: DeviceId, now: number): Target {
  return {
    device,
    since: now,
    failures: 0,
    code: undefined,
    // Long ago: the first sight may dial at once.
    lastDialAt: Number.NEGATIVE_INFINITY,
    nextAttempt: undefined,
    cancelTimer: undefined,
    dial: undefined,
    dialAgain: false,
    isHinted: false,
    isDoubted: false,
  }
}
