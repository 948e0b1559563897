/**
 * The lock of a house: opens a profile that its passphrase protects, hides a running engine and shows it again, and wraps the profile's
 * key anew. Whoever shows a passphrase passes the gate first. The caller sees to it that one of these runs at a time.
 */
import type { Clock } from '../../../shared/crypto/index.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import type { RunningEngine } from '../engine-api.ts'
import { PassphraseGate } from './passphrase-gate.ts'
import type { Residence } from './residence.ts'

export class Lock {
  readonly #residence: Residence
  readonly #gate: PassphraseGate
  readonly #changed: () => void

  constructor(residence: Residence, clock: Clock, changed: () => void) {
    this.#residence = residence
    this.#gate = new PassphraseGate(clock)
    this.#changed = changed
  }

  get isLocked(): boolean {
    return this.#residence.isAppLocked || this.#residence.phase.phase === 'locked'
  }

  /** When the next passphrase is looked at; undefined: now. */
  retryAt(): number | undefined {
    return this.#gate.retryAt()
  }

  /** NOT_READY where no passphrase could open it again. */
  lock(): Result<undefined> {
    const { engine, phase } = this.#residence
    if (phase.phase !== 'ready' || engine?.protection() !== 'passphrase') return fail('NOT_READY')
    this.#residence.isAppLocked = true
    this.#changed()
    return ok(undefined)
  }

  async unlock(passphrase: string): Promise<Result<undefined>> {
    if (!this.isLocked) return this.#residence.phase.phase === 'ready' ? ok(undefined) : fail('NOT_READY')
    const { engine } = this.#residence
    const opened = await this.#tried(() => (engine === undefined ? this.#open(passphrase) : engine.proves(passphrase)))
    if (opened.ok) this.#residence.isAppLocked = false
    this.#changed()
    return opened
  }

  async setPassphrase(current: string | undefined, next: string | undefined): Promise<Result<undefined>> {
    const { engine } = this.#residence
    if (this.isLocked) return fail('LOCKED')
    if (engine === undefined) return fail('NOT_READY')
    if (engine.protection() !== 'passphrase') return next === undefined ? ok(undefined) : this.#protect(engine, next)
    if (current === undefined) return fail('WRONG_PASSPHRASE')
    const proven = await this.#tried(() => engine.proves(current))
    if (proven.ok) return this.#protect(engine, next)
    this.#changed()
    return proven
  }

  async #protect(engine: RunningEngine, next: string | undefined): Promise<Result<undefined>> {
    const changed = await engine.protect(next)
    if (changed.ok) this.#residence.passphrase = next
    this.#changed()
    return changed
  }

  /** Wrong ones are counted, whoever shows them and for whatever. */
  async #tried(attempt: () => Promise<Result<undefined>>): Promise<Result<undefined>> {
    if (this.#gate.retryAt() !== undefined) return fail('TOO_SOON')
    const outcome = await attempt()
    if (outcome.ok) this.#gate.right()
    else if (outcome.code === 'WRONG_PASSPHRASE') this.#gate.wrong()
    return outcome
  }

  /** The page stays where it is until the passphrase was right. */
  async #open(passphrase: string): Promise<Result<undefined>> {
    const before = this.#residence.passphrase
    this.#residence.passphrase = passphrase
    const code = await this.#residence.attempt()
    if (code === 'WRONG_PASSPHRASE') this.#residence.passphrase = before
    else this.#residence.arrive(code)
    return code === undefined ? ok(undefined) : fail(code)
  }
}
