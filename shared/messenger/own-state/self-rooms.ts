/**
 * The room of this person's devices alone (GOV-18). It is made when a second device is there to read it. Two devices that each made one before
 * they met have two: all are read, the one with the lowest id is written into.
 */
import type { Room } from '../room/index.ts'
import type { Rooms } from '../rooms.ts'

export class SelfRooms {
  readonly #rooms: Rooms

  constructor(rooms: Rooms) {
    this.#rooms = rooms
  }

  /** Those that count: of this account alone, whatever anybody calls a self room. Lowest id first. */
  all(): readonly Room[] {
    const { registry } = this.#rooms
    const found = registry.keys().flatMap((key) => {
      const room = registry.get(key)?.kind === 'self' ? this.#rooms.get(key) : undefined
      return room !== undefined && isOwn(room) ? [room] : []
    })
    return found.toSorted((a, b) => (a.core.id < b.core.id ? -1 : 1))
  }

  /** Where this device writes; undefined: nowhere, or not yet. */
  current(): Room | undefined {
    return this.all().find(({ state, core }) => state.devices.get(core.keys.device)?.live === true)
  }

  /** The current one, made if there is none. */
  ensure(): Room | undefined {
    const current = this.current()
    if (current !== undefined) return current
    const made = this.#rooms.create('self', '', [])
    return made.ok ? this.#rooms.get(made.value) : undefined
  }
}

function isOwn({ state, core }: Room): boolean {
  const names = [...state.members.keys(), ...state.gone.keys()]
  return state.kind === 'self' && names.length > 0 && names.every((account) => account === core.account)
}
