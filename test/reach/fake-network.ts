/** A fake clock and an in-memory transport for the dial loop: dials stay open until the test ends them, and every rule break is noted. */
import type { Clock, Rng } from '../../shared/crypto/crypto.ts'
import { idFromBytes } from '../../shared/ids/index.ts'
import type { DeviceId } from '../../shared/ids/index.ts'
import type { DialResult, PeerStream, StreamHandlers, Transport } from '../../shared/reach/index.ts'

export function aDevice(number: number): DeviceId {
  return idFromBytes('device', new Uint8Array(32).fill(number))
}

/** Time that moves when told. */
export class FakeClock implements Clock {
  #now = 1_000_000
  #timers: { readonly at: number; readonly run: () => void }[] = []

  now(): number {
    return this.#now
  }

  after(ms: number, run: () => void): () => void {
    const timer = { at: this.#now + ms, run }
    this.#timers.push(timer)
    return () => {
      this.#timers = this.#timers.filter((each) => each !== timer)
    }
  }

  /** Runs what is due in order, letting promises settle after each. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms
    await settle()
    for (;;) {
      const due = this.#timers.filter(({ at }) => at <= end).toSorted((left, right) => left.at - right.at)[0]
      if (due === undefined) break
      this.#timers = this.#timers.filter((each) => each !== due)
      this.#now = Math.max(this.#now, due.at)
      due.run()
      await settle()
    }
    this.#now = end
  }

  /** The computer sleeps: time passes and timers do not run. */
  sleep(ms: number): void {
    this.#now += ms
  }

  pending(): number {
    return this.#timers.length
  }
}

export async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve()
}

export const steadyRng: Rng = { bytes: (length) => new Uint8Array(length).fill(128) }

export class FakeStream implements PeerStream {
  readonly device: DeviceId
  readonly dialled: boolean
  readonly address: string
  #handlers: StreamHandlers | undefined
  #isOpen = true

  constructor(device: DeviceId, dialled: boolean, address = '/ip4/10.0.0.1/tcp/4000') {
    this.device = device
    this.dialled = dialled
    this.address = address
  }

  send(): boolean {
    return this.#isOpen
  }

  close(): void {
    this.abort()
  }

  abort(): void {
    if (!this.#isOpen) return
    this.#isOpen = false
    this.#handlers?.closed()
  }

  listen(handlers: StreamHandlers): void {
    this.#handlers = handlers
  }

  isOpen(): boolean {
    return this.#isOpen
  }
}

export interface OpenDial {
  readonly device: DeviceId
  readonly addresses: readonly string[]
  readonly at: number
  readonly signal: AbortSignal | undefined
  end(result: DialResult): void
}

export class FakeTransport implements Transport {
  readonly open: OpenDial[] = []
  /** Every dial ever begun. */
  readonly dials: OpenDial[] = []
  readonly faults: string[] = []
  readonly #clock: Clock
  readonly #handlers = new Set<(stream: PeerStream) => void>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  dial(device: DeviceId, addresses: readonly string[], signal?: AbortSignal): Promise<DialResult> {
    if (this.open.some((dial) => dial.device === device)) this.faults.push(`two dials of ${device.slice(0, 8)}`)
    if (addresses.length === 0) this.faults.push('a dial to nowhere')
    return new Promise((resolve) => {
      const end = (result: DialResult): void => {
        const index = this.open.indexOf(dial)
        if (index < 0) return
        this.open.splice(index, 1)
        resolve(result)
      }
      const dial: OpenDial = { device, addresses, signal, at: this.#clock.now(), end }
      this.open.push(dial)
      this.dials.push(dial)
      signal?.addEventListener('abort', () => end({ ok: false, code: 'cancelled' }), { once: true })
    })
  }

  onStream(handler: (stream: PeerStream) => void): () => void {
    this.#handlers.add(handler)
    return () => this.#handlers.delete(handler)
  }

  addresses(): readonly string[] {
    return []
  }

  /** Somebody connects to us. */
  arrive(stream: PeerStream): void {
    for (const handler of this.#handlers) handler(stream)
  }
}
