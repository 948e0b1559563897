/**
 * What the table needs of people (RDV-2, RDV-9): whom to look for with which secrets, and the entrances that contacts' devices say they
 * are. Only contacts: room mates share no secret of two, and a stranger's word leads nowhere.
 */
import { devicesOf } from '../identity/index.ts'
import type { DeviceId } from '../ids/index.ts'
import { ipAddress, outsideFirst, parseAddress } from '../reach/index.ts'
import type { Sought } from '../rendezvous/index.ts'
import type { Links } from './deps.ts'
import type { People } from './people/index.ts'

/** A contact's device says that it serves the table on that port. */
export type EntranceHandler = (device: DeviceId, port: number) => void
/** Somebody's invitation names entrances: nobody has proved anything yet. */
export type ToldHandler = (device: DeviceId, entrances: readonly string[]) => void

export interface MeetingDeps {
  readonly links: Links
  people(): People
  now(): number
  /** Entrances that the person named. */
  typed(): readonly string[]
  /** The own address record as it travels; undefined while there is nothing to say. */
  record(): Uint8Array | undefined
  /** Bytes that somebody left in a spot of that device and this one. */
  found(device: DeviceId, bytes: Uint8Array): void
}

export class Meeting {
  readonly #deps: MeetingDeps
  readonly #handlers = new Set<EntranceHandler>()
  readonly #toldHandlers = new Set<ToldHandler>()
  readonly #startedAt: number
  #port: number | undefined

  constructor(deps: MeetingDeps) {
    this.#deps = deps
    this.#startedAt = deps.now()
  }

  /** What to leave for contacts (RDV-4). */
  record(): Uint8Array | undefined {
    return this.#deps.record()
  }

  /** RDV-11. */
  found(device: DeviceId, bytes: Uint8Array): void {
    this.#deps.found(device, bytes)
  }

  /** The port on which this device serves the table; told to everybody who knows it, from the next session on. */
  get port(): number | undefined {
    return this.#port
  }

  serve(port: number | undefined): void {
    this.#port = port
  }

  onEntrance(handler: EntranceHandler): () => void {
    this.#handlers.add(handler)
    return () => this.#handlers.delete(handler)
  }

  onTold(handler: ToldHandler): () => void {
    this.#toldHandlers.add(handler)
    return () => this.#toldHandlers.delete(handler)
  }

  told(device: DeviceId, entrances: readonly string[]): void {
    for (const handler of this.#toldHandlers) handler(device, entrances)
  }

  /** For invitations: this device where it serves, then what its person named. Those of contacts are not ours to tell. */
  toTell(): readonly string[] {
    const port = this.#port
    const direct = outsideFirst(this.#deps.links.addresses()).flatMap((text) => parseAddress(text) ?? [])
    const own = direct.flatMap(({ ip, relay, scope }) => {
      const isTellable = ip !== undefined && relay === undefined && (scope === 'public' || scope === 'private')
      return port === undefined || !isTellable ? [] : [ipAddress(ip, port, 'tcp')?.text ?? []].flat()
    })
    return [...new Set([...own, ...this.#deps.typed()])]
  }

  /** From an authenticated session with a contact. */
  heard(device: DeviceId, port: number): void {
    for (const handler of this.#handlers) handler(device, port)
  }

  sought(): readonly Sought[] {
    const people = this.#deps.people()
    return people.contacts().flatMap(({ account, blocked, state }): readonly Sought[] => {
      const record = people.record(account)
      if (blocked || state !== 'paired' || record === undefined) return []
      const devices = [...devicesOf(account, record.card, this.#deps.now()).keys()]
      const states = devices.flatMap((device) => this.#deps.links.reach(device) ?? [])
      const isReached = states.some(({ reach }) => reach === 'connected')
      return [
        {
          account,
          secrets: record.pairings.flatMap(({ device, secret }) => (record.out?.includes(device) === true ? [] : [secret])),
          devices,
          isReached,
          since: Math.max(this.#startedAt, record.since, ...states.map(({ since }) => since)),
        },
      ]
    })
  }
}
