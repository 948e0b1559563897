/**
 * Ways into the table (RDV-9): what the person typed, and where contacts' devices said they serve it. The latter are kept over a restart:
 * whoever needs the table cannot ask a contact first. None is built in.
 */
import * as v from 'valibot'
import type { DeviceId } from '../../../shared/ids/index.ts'
import { parseId } from '../../../shared/ids/index.ts'
import { RESOURCE } from '../../../shared/limits.ts'
import { ipAddress, parseAddress } from '../../../shared/reach/index.ts'
import type { Store } from '../../../shared/store/index.ts'

const SPACE = 'engine'
const KEY = 'entrances'
const PER_DEVICE = 4

interface Known {
  readonly device: DeviceId
  readonly addresses: readonly string[]
}

const stored = v.array(v.object({ device: v.string(), addresses: v.array(v.string()) }))

export class Entrances {
  readonly #store: Store
  readonly #typed: () => readonly string[]
  /** Newest first. */
  #known: readonly Known[]

  constructor(store: Store, typed: () => readonly string[]) {
    this.#store = store
    this.#typed = typed
    this.#known = read(store)
  }

  /** Dial addresses, what was typed first; at most RENDEZVOUS_BOOTSTRAP. */
  list(): readonly string[] {
    const all = [...this.#typed(), ...this.#known.flatMap(({ addresses }) => addresses)]
    return [...new Set(all)].slice(0, RESOURCE.RENDEZVOUS_BOOTSTRAP)
  }

  /** A contact's device serves on that port, at one of the hosts where it is or was reached. True when that is news. */
  learn(device: DeviceId, port: number, reachedAt: readonly string[]): boolean {
    return this.keep(
      device,
      reachedAt.flatMap((text) => entranceAt(text, port) ?? []),
    )
  }

  /** Dial addresses that were judged already. True when they are news. */
  keep(device: DeviceId, entrances: readonly string[]): boolean {
    const addresses = [...new Set(entrances)].slice(0, PER_DEVICE)
    const before = this.#known.find((one) => one.device === device)
    if (addresses.length === 0 || (before !== undefined && before.addresses.join() === addresses.join())) return false
    const others = this.#known.filter((one) => one !== before)
    this.#known = [{ device, addresses }, ...others].slice(0, RESOURCE.RENDEZVOUS_NODES_KNOWN)
    const bytes = new TextEncoder().encode(JSON.stringify(this.#known))
    this.#store.transaction(() => this.#store.values.put(SPACE, KEY, bytes), 'relaxed')
    return true
  }
}

function entranceAt(text: string, port: number): string | undefined {
  const address = parseAddress(text)
  if (address?.ip === undefined || address.scope === 'link') return undefined
  return ipAddress(address.ip, port, 'tcp')?.text
}

function read(store: Store): readonly Known[] {
  const bytes = store.values.get(SPACE, KEY)
  const parsed = v.safeParse(stored, bytes === undefined ? [] : JSON.parse(new TextDecoder().decode(bytes)))
  return (parsed.success ? parsed.output : []).flatMap(({ device, addresses }) => {
    const id = parseId('device', device)
    const fit = addresses.flatMap((text) => parseAddress(text)?.text ?? []).slice(0, PER_DEVICE)
    return id === undefined || fit.length === 0 ? [] : [{ device: id, addresses: fit }]
  })
}
