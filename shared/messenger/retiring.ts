/**
 * When a device is to retire (FORK-4): blocks of its own that it does not know of came from a peer, or a proof that it told two stories. It
 * waits a moment for the rest of them, remembers that it is due over restarts, and says so once. Retiring itself is retire.ts.
 */
import { field, struct, uint } from '../codec/index.ts'
import type { DeviceId } from '../ids/index.ts'
import { RESOURCE } from '../limits.ts'
import type { Store } from '../store/index.ts'
import type { MessengerDeps } from './deps.ts'
import type { Identity } from './people/index.ts'
import type { Rooms } from './rooms.ts'

const SPACE = 'retire'
const KEY = 'due'
const since = struct({ since: field(1, uint()) })

export class Retiring {
  readonly #deps: Pick<MessengerDeps, 'store' | 'clock'>
  readonly #due = Promise.withResolvers<void>()
  #startedAt: number | undefined
  #cancel: (() => void) | undefined

  constructor(deps: Pick<MessengerDeps, 'store' | 'clock'>) {
    this.#deps = deps
    if (isRetirementDue(deps.store)) this.#wait()
  }

  get due(): Promise<void> {
    return this.#due.promise
  }

  /** Again for each further sign: the wait begins anew, up to a limit. */
  begin(): void {
    const { store, clock } = this.#deps
    if (!isRetirementDue(store)) store.transaction(() => store.values.put(SPACE, KEY, since.encode({ since: clock.now() })))
    this.#wait()
  }

  stop(): void {
    this.#cancel?.()
  }

  #wait(): void {
    const { clock } = this.#deps
    this.#startedAt ??= clock.now()
    const left = Math.max(0, this.#startedAt + RESOURCE.RETIRE_LATEST_MS - clock.now())
    this.#cancel?.()
    this.#cancel = clock.after(Math.min(RESOURCE.RETIRE_QUIET_MS, left), () => this.#due.resolve())
  }
}

/** Whether a device was found to be a copy before it was stopped: then it is to retire before it starts again. */
export function isRetirementDue(store: Store): boolean {
  return store.values.get(SPACE, KEY) !== undefined
}

/** In the transaction that retires it. */
export function endRetirement(store: Store): void {
  store.values.delete(SPACE, KEY)
}

/** The device this one follows, while it is still to be dropped in its rooms; with the time its successor was made. */
export function retiredDevice({ account, card, keys }: Identity): { readonly device: DeviceId; readonly at: number } | undefined {
  const own = card.certificates.find(({ device, kind }) => device === keys.device && kind === 'successor')
  const before = card.certificates.find(({ device }) => device === own?.issuer)
  return own === undefined || before === undefined || before.account !== account ? undefined : { device: before.device, at: own.issued }
}

/** FORK-5: not at once, so that another copy of the old device can follow it too. Returns what calls it off. */
export function dropRetiredLater({ identity, clock }: MessengerDeps, isRunning: () => boolean, rooms: Rooms): () => void {
  const retired = retiredDevice(identity)
  if (retired === undefined) return () => undefined
  const drop = (): void => {
    if (isRunning()) for (const key of rooms.registry.keys()) rooms.get(key)?.dropRetired(retired.device)
  }
  return clock.after(Math.max(0, retired.at + RESOURCE.RETIRED_DROP_MS - clock.now()), drop)
}
