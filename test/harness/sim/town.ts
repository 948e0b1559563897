/**
 * Where the devices of a world are in the course of a day: at home, in the shop, on the way, switched off. Who is at one place can talk; nobody
 * else can.
 */
import type { SimDevice, World } from './world.ts'

export class Town {
  readonly #world: World
  /** The place of each device that is on, and since when; who is not here is off. */
  readonly #where = new Map<SimDevice, { readonly place: string; readonly since: number }>()

  constructor(world: World, place: string) {
    this.#world = world
    for (const device of world.devices) this.#where.set(device, { place, since: world.clock.now() })
  }

  isOn(device: SimDevice): boolean {
    return this.#where.has(device)
  }

  placeOf(device: SimDevice): string | undefined {
    return this.#where.get(device)?.place
  }

  move(device: SimDevice, place: string): void {
    if (this.placeOf(device) === place || !this.isOn(device)) return
    this.#where.set(device, { place, since: this.#world.clock.now() })
    this.#apply()
  }

  off(device: SimDevice): void {
    if (!this.#where.delete(device)) return
    this.#world.off(device)
  }

  on(device: SimDevice, place: string): void {
    if (this.isOn(device)) return
    this.#world.on(device)
    this.#where.set(device, { place, since: this.#world.clock.now() })
    this.#apply()
  }

  /** Groups of devices that have been at one place for at least so long, all of them. */
  together(ms: number): readonly (readonly SimDevice[])[] {
    const latest = this.#world.clock.now() - ms
    const places = new Map<string, SimDevice[]>()
    for (const [device, { place, since }] of this.#where) if (since <= latest) places.set(place, [...(places.get(place) ?? []), device])
    return [...places.values()].filter((group) => group.length > 1)
  }

  #apply(): void {
    const places = new Map<string, SimDevice[]>()
    for (const [device, { place }] of this.#where) places.set(place, [...(places.get(place) ?? []), device])
    this.#world.network.partition(...[...places.values()].map((group) => group.map(({ device }) => device)))
    this.#world.network.look()
  }
}
