/**
 * A house owns a profile's folder and answers whoever comes in, in every phase: its own methods always, the engine's when there is one and
 * nothing is locked. Callers stay connected through a first run, a lock, and an engine that has to become another one. One change at a
 * time, in the order they were asked for.
 */
import type { Clock } from '../../../shared/crypto/index.ts'
import { readPiece } from '../../../shared/page-rules/index.ts'
import { ok, type Result } from '../../../shared/result.ts'
import {
  type Answer,
  answeringBy,
  type CallContext,
  channelPair,
  createRpcClient,
  createRpcServer,
  type EngineClient,
  type Handlers,
  hostContract,
  type HostContract,
  type HostMethod,
  type HouseContract,
  houseContract,
  type HouseEvent,
  type HouseMethod,
  type Lagged,
  type RpcServer,
} from '../../../shared/rpc/index.ts'
import { verifyBackup } from '../backup/index.ts'
import { engineLog } from '../log.ts'
import { systemClock } from '../system-clock.ts'
import { VERSION } from '../version.ts'
import { admitted, createDoors, type Doors } from './doors.ts'
import { checkWords, createAccount, type Place, restoreAccount, restoreFromBackup } from './first-run.ts'
import type { Host, HostOptions } from './host-api.ts'
import { Lock } from './lock.ts'
import { createNewcoming, type Newcoming } from './newcoming.ts'
import { Residence, STAYING } from './residence.ts'

/** What was just said is on the wire by then; whoever did not hear it learns it when the new device comes (LINK-5). */
const LAST_WORD_MS = 500

/** Begins to open the profile at once; callers are served from the first moment. */
export function createHost(options: HostOptions): Host {
  return new House(options)
}

class House implements Host {
  readonly opened: Promise<void>
  readonly stopped: Promise<void>
  readonly #profile: string
  readonly #clock: Clock
  readonly #rpc: RpcServer<HouseContract>
  readonly #doors: Doors
  readonly #residence: Residence
  readonly #lock: Lock
  readonly #newcoming: Newcoming
  readonly #log = engineLog()
  readonly #listeners = new Set<(event: HouseEvent | Lagged) => void>()
  readonly #refusals = new Map<string, number>()
  readonly #leaving = new AbortController()
  readonly #over = Promise.withResolvers<void>()
  readonly #answerAsHost = answeringBy<HostContract>(this.#handlers())
  #turn: Promise<unknown> = Promise.resolve()
  #ending: Promise<void> | undefined

  constructor(options: HostOptions) {
    const { clock = systemClock } = options
    this.#profile = options.profile
    this.#clock = clock
    this.#rpc = createRpcServer<HouseContract, HouseEvent | Lagged>({
      contract: houseContract,
      answer: (method, input, context) => this.#answer(method, input, context),
      events: (listener) => this.events(listener),
      version: VERSION,
      clock,
      onFault: (method, cause) => this.#log.fault(method, cause),
      onRefusal: (code) => this.#refusals.set(`rpc:${code}`, (this.#refusals.get(`rpc:${code}`) ?? 0) + 1),
    })
    this.#doors = createDoors(options, this.#rpc, clock, async (address, from, length) => {
      const read = await this.#answer('attachments.read', { address, from, length }, STAYING)
      return read.ok ? readPiece(read.value) : undefined
    })
    this.#residence = new Residence({
      options,
      doors: this.#doors,
      clock,
      log: this.#log,
      leaving: this.#leaving.signal,
      refusals: () => Object.fromEntries(this.#refusals),
      tell: (event) => this.#tell(event),
      changed: () => this.#tellState(),
      inTurn: (act) => this.#inTurn(act),
      // After the answer has left: the caller wants to know that it was heard.
      stop: () => void clock.after(0, () => void this.stop()),
    })
    this.#lock = new Lock(this.#residence, clock, () => this.#tellState())
    this.#newcoming = createNewcoming({
      ...options,
      place: () => this.#place(),
      changed: () => this.#linkingChanged(),
    })
    this.stopped = this.#over.promise
    this.opened = this.#inTurn(() => this.#residence.open())
  }

  serve: Host['serve'] = (kind, channel) => this.#rpc.serve(channel, admitted(kind))

  attach: Host['attach'] = async (kind) => {
    const [ours, theirs] = channelPair()
    this.serve(kind, theirs)
    const client: EngineClient = createRpcClient(ours)
    await client.hello()
    return client
  }

  state: Host['state'] = () => {
    const { phase, relay, isAppLocked, look } = this.#residence
    if (relay !== undefined) return relay.state()
    const retryAt = this.#lock.retryAt()
    const linking = this.#newcoming.view()
    return {
      ...(isAppLocked ? { phase: 'locked' as const } : phase),
      ...(this.#lock.isLocked && { isLocking: isAppLocked }),
      ...look.current(),
      ...(retryAt !== undefined && { retryAt }),
      ...(linking !== undefined && phase.phase !== 'ready' && { linking }),
    }
  }

  code: Host['code'] = () => this.#residence.code
  status: Host['status'] = () => this.#residence.engine?.status()
  pageUrl: Host['pageUrl'] = (from) => this.#doors.pageUrl(from)

  events: Host['events'] = (listener) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  system: Host['system'] = async (event) => {
    if (event === 'wake') this.#residence.engine?.woke()
    if (event !== 'lock') return
    const settings = await this.#answer('profile.settings', {}, STAYING)
    const wants = settings.ok && typeof settings.value === 'object' && settings.value !== null && 'lockWithSystem' in settings.value
    if (wants && settings.value.lockWithSystem === true) await this.#answer('host.lock', {}, STAYING)
  }

  stop: Host['stop'] = () => (this.#ending ??= this.#stop())

  async #stop(): Promise<void> {
    const close = async (): Promise<void> => {
      await this.#doors.close()
      this.#residence.relay?.close()
    }
    try {
      this.#leaving.abort()
      this.#rpc.close()
      await this.#newcoming.stop()
      await close()
      // A start that is under way ends first, and is undone then.
      await this.#turn
      await close()
      await this.#residence.engine?.stop()
    } finally {
      this.#over.resolve()
    }
  }

  async #answer(method: HouseMethod, input: unknown, context: CallContext): Promise<Answer<unknown>> {
    const { engine, relay } = this.#residence
    if (relay !== undefined) return relay.answer(method, input)
    if (isHostMethod(method)) return this.#answerAsHost(method, input, context)
    if (this.#lock.isLocked) return refused('LOCKED')
    return engine === undefined ? refused('NOT_READY') : engine.answer(method, input, context)
  }

  #handlers(): Handlers<HostContract> {
    return {
      'host.state': () => ok(this.state()),
      'host.create': (wanted) => this.#settle((place) => createAccount(place, wanted), wanted.language),
      'host.restore': (wanted) => this.#settle((place) => restoreAccount(place, wanted), wanted.language),
      'host.lookIntoBackup': async ({ file, passphrase }) => answer(await verifyBackup(file, { passphrase })),
      'host.restoreBackup': (wanted) =>
        this.#settle(async (place) => {
          const made = await restoreFromBackup(place, wanted)
          if (made.ok) this.#residence.passphrase = wanted.passphrase
          return made
        }, wanted.language),
      'host.checkWords': ({ words }) => answer(checkWords(words)),
      'host.unlock': async ({ passphrase }) => answer(await this.#inTurn(() => this.#lock.unlock(passphrase))),
      'host.lock': () => answer(this.#lock.lock()),
      'host.setPassphrase': async ({ current, next }) => answer(await this.#inTurn(() => this.#lock.setPassphrase(current, next))),
      'host.linkShow': () => this.#whileEmpty(() => this.#newcoming.show()),
      'host.linkTake': ({ link }) => this.#whileEmpty(() => this.#newcoming.take(link)),
      'host.linkConfirm': ({ same }) => answer(this.#newcoming.confirm(same)),
      'host.linkCancel': async () => {
        await this.#newcoming.stop()
        this.#tellState()
        return ok(undefined)
      },
      'host.retry': async () => {
        await this.#inTurn(async () => {
          if (this.#residence.phase.phase === 'failed') await this.#residence.open()
        })
        return ok(undefined)
      },
      'host.page': () => {
        const url = this.pageUrl()
        return url === undefined ? refused('NOT_READY') : ok({ url })
      },
    }
  }

  #place(): Place {
    return { profile: this.#profile, passphrase: this.#residence.passphrase, clock: this.#clock }
  }

  async #whileEmpty<T>(act: () => Promise<Result<T>>): Promise<Answer<T>> {
    return this.#residence.phase.phase === 'empty' ? answer(await act()) : refused('PROFILE_EXISTS')
  }

  /** Linked: the profile is there. Its last word leaves first, then the house opens it as if it had always been. */
  #linkingChanged(): void {
    this.#tellState()
    if (this.#newcoming.view()?.state !== 'done') return
    this.#clock.after(LAST_WORD_MS, () => {
      void this.#inTurn(async () => {
        if (this.#residence.phase.phase !== 'empty') return
        await this.#newcoming.stop()
        await this.#residence.open()
      })
    })
  }

  /** A first run: only where nothing is. */
  #settle<T>(make: (place: Place) => Promise<Result<T>>, language: 'ko' | 'en'): Promise<Answer<T>> {
    const residence = this.#residence
    return this.#inTurn(async () => {
      if (residence.phase.phase !== 'empty') return refused('PROFILE_EXISTS')
      residence.show({ phase: 'opening' })
      await this.#newcoming.stop()
      const made = await make(this.#place())
      if (made.ok) residence.look.keep({ language, theme: 'system' })
      // Also when it was refused because somebody was quicker: then there is a profile now.
      if (made.ok || made.code === 'PROFILE_EXISTS') await residence.open()
      else residence.show({ phase: 'empty' })
      if (made.ok) await residence.engine?.answer('profile.changeSettings', { language }, STAYING)
      return answer(made)
    })
  }

  #tellState(): void {
    this.#tell({ type: 'host', state: this.state() })
  }

  #tell(event: HouseEvent | Lagged): void {
    for (const listener of this.#listeners) listener(event)
  }

  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(act)
    this.#turn = done.then(
      () => undefined,
      () => undefined,
    )
    return done
  }
}

function isHostMethod(method: HouseMethod): method is HostMethod {
  return Object.hasOwn(hostContract, method)
}

function answer<T>(result: Result<T>): Answer<T> {
  return result.ok ? result : refused(result.code)
}

function refused(code: string): Answer<never> {
  return { ok: false, error: { code, message: code } }
}
