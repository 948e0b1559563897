/**
 * Who lives in the profile's folder: nobody yet, our own engine, or that of another process, for which this one stands in. Opens the
 * profile, opens it again when the engine has to become another one (FORK-5) or the other process ends, and says in which phase it is.
 */
import type { Clock } from '../../../shared/crypto/index.ts'
import type { CallContext, HostState, HouseEvent, Lagged } from '../../../shared/rpc/index.ts'
import { startEngine } from '../engine.ts'
import type { RunningEngine } from '../engine-api.ts'
import type { EngineLog } from '../log.ts'
import type { Doors } from './doors.ts'
import type { HostOptions } from './host-api.ts'
import { Look } from './look.ts'
import { openRelay, type Relay } from './relay.ts'

/** Another command may hold the profile for a moment; an engine that ends takes a while to let go of it. */
const PATIENCE_MS = 15_000
const RETRY_MS = 50

export type Phase = { readonly phase: Exclude<HostState['phase'], 'failed'> } | { readonly phase: 'failed'; readonly code: string }

/** For calls of our own, which wait for nothing. */
export const STAYING: CallContext = { signal: new AbortController().signal }

export interface Around {
  readonly options: HostOptions
  readonly doors: Doors
  readonly clock: Clock
  readonly log: EngineLog
  readonly leaving: AbortSignal
  readonly refusals: () => Readonly<Record<string, number>>
  tell(event: HouseEvent | Lagged): void
  /** The phase, or what is shown with it. */
  changed(): void
  /** One change at a time. */
  inTurn(act: () => Promise<void>): Promise<void>
  stop(): void
}

export class Residence {
  readonly look: Look
  /** What opened the profile: needed again when the engine has to be started anew. */
  passphrase: string | undefined
  /** The engine goes on behind a lock: nobody hears of it. */
  isAppLocked = false
  readonly #around: Around
  #phase: Phase = { phase: 'opening' }
  #engine: RunningEngine | undefined
  #relay: Relay | undefined
  #code: string | undefined

  constructor(around: Around) {
    this.#around = around
    this.passphrase = around.options.passphrase
    this.look = new Look(around.options.profile, around.options.language)
  }

  get phase(): Phase {
    return this.#phase
  }
  get engine(): RunningEngine | undefined {
    return this.#engine
  }
  get relay(): Relay | undefined {
    return this.#relay
  }
  /** Why the last attempt came to nothing. */
  get code(): string | undefined {
    return this.#code
  }

  show(phase: Phase): void {
    this.#phase = phase
    this.#around.changed()
  }

  async open(): Promise<void> {
    const { clock, leaving, options } = this.#around
    this.show({ phase: 'opening' })
    const deadline = clock.now() + PATIENCE_MS
    let code = await this.attempt()
    while (code === 'PROFILE_IN_USE' && options.relay === true && clock.now() < deadline && !leaving.aborted) {
      await new Promise<void>((resolve) => void clock.after(RETRY_MS, resolve))
      code = await this.attempt()
    }
    this.arrive(code)
  }

  /** Undefined: an engine, or one to stand in for, is there. Shows nothing yet. */
  async attempt(): Promise<string | undefined> {
    const { doors, log, options, refusals } = this.#around
    try {
      await doors.openPage()
      const { profile, network, listen, mdns, rendezvousPort, kind, clock } = options
      const started = await startEngine({
        profile,
        network,
        ...(listen !== undefined && { listen }),
        ...(mdns !== undefined && { mdns }),
        ...(rendezvousPort !== undefined && { rendezvousPort }),
        ...(kind !== undefined && { kind }),
        ...(clock !== undefined && { clock }),
        ...(this.passphrase !== undefined && { passphrase: this.passphrase }),
        refusals,
        onStopAsked: () => this.#around.stop(),
      })
      if (started.ok) return await this.#moveIn(started.value)
      // A runtime that cannot hold the database can still show what another process opens.
      if (options.relay !== true || (started.code !== 'PROFILE_IN_USE' && started.code !== 'NODE_TOO_OLD')) return started.code
      const refused = await this.#standIn(profile)
      return refused === 'PROFILE_IN_USE' ? started.code : refused
    } catch (cause) {
      if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') {
        return cause.code === 'EADDRINUSE' ? 'PORT_TAKEN' : cause.code
      }
      log.fault('opening', cause)
      return 'INTERNAL'
    }
  }

  arrive(code: string | undefined): void {
    this.#code = code
    // Nothing is open behind the lock any more: the next passphrase opens it anew.
    if (code !== undefined) this.isAppLocked = false
    if (code === undefined) this.show({ phase: 'ready' })
    else if (code === 'PROFILE_MISSING') this.show({ phase: 'empty' })
    else if (code === 'PASSPHRASE_NEEDED' || code === 'WRONG_PASSPHRASE') this.show({ phase: 'locked' })
    else this.show({ phase: 'failed', code })
  }

  async #moveIn(engine: RunningEngine): Promise<undefined> {
    try {
      await this.#around.doors.openLocal()
    } catch (cause) {
      await engine.stop()
      throw cause
    }
    this.#engine = engine
    engine.events((event) => {
      if (event.type === 'settings') void this.#learnLook()
      if (!this.isAppLocked) this.#around.tell(event)
    })
    void this.#outlive(engine)
    await this.#learnLook()
    return undefined
  }

  async #outlive(engine: RunningEngine): Promise<void> {
    const why = await engine.stopped
    if (this.#around.leaving.aborted) return
    if (why === 'asked') return this.#around.stop()
    this.#engine = undefined
    await this.#around.inTurn(async () => {
      await this.#around.doors.closeLocal()
      await this.open()
    })
  }

  async #standIn(profile: string): Promise<string | undefined> {
    const { leaving, tell } = this.#around
    const opened = await openRelay(profile, leaving, (event) => tell(event), { phase: 'ready', ...this.look.current() })
    if (!opened.ok) return opened.code
    this.#relay = opened.value
    void this.#outliveRelay(opened.value)
    return undefined
  }

  async #outliveRelay(relay: Relay): Promise<void> {
    await relay.ended
    this.#relay = undefined
    if (!this.#around.leaving.aborted) await this.#around.inTurn(() => this.open())
  }

  async #learnLook(): Promise<void> {
    const settings = await this.#engine?.answer('profile.settings', {}, STAYING)
    if (settings?.ok === true && this.look.learn(settings.value)) this.#around.changed()
  }
}
