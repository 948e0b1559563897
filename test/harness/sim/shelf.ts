/** Bundles that lie about in a simulated world: written at one time, read at another, by anybody, whole or cut off, once or twice. */
import { bundleOf, readBundle } from '../bundles.ts'
import type { Seeded } from './seeded.ts'
import type { SimDevice } from './world.ts'

const KEPT = 12
const MIB = 1024 * 1024

export class Shelf {
  readonly #rng: Seeded
  readonly #files: { readonly by: string; readonly bytes: Uint8Array }[] = []

  constructor(rng: Seeded) {
    this.#rng = rng
  }

  write(by: SimDevice): string | undefined {
    const contact = this.#rng.pick(by.messenger.contacts())
    const room = this.#rng.pick(by.messenger.rooms())
    const targets = [
      { to: 'all' } as const,
      ...(contact === undefined ? [] : [{ to: 'contact', account: contact.account } as const]),
      ...(room === undefined ? [] : [{ to: 'room', room: room.room } as const]),
    ]
    const target = this.#rng.pick(targets) ?? { to: 'all' }
    const since = this.#rng.chance(0.3) ? { since: 0 } : {}
    const options = { target, maxBytes: MIB, ...since }
    if (!by.messenger.bundles.write(options).ok) return undefined
    const parts = bundleOf(by, options)
    for (const bytes of parts) this.#files.push({ by: by.name, bytes })
    while (this.#files.length > KEPT) this.#files.splice(this.#rng.between(0, this.#files.length - 1), 1)
    return `${target.to} ${parts.length}`
  }

  read(by: SimDevice): string | undefined {
    const files = this.#rng.shuffled(this.#files).slice(0, this.#rng.between(1, 3))
    if (files.length === 0) return undefined
    const given = files.map(({ bytes }) => (this.#rng.chance(0.2) ? bytes.subarray(0, this.#rng.between(0, bytes.length)) : bytes))
    const { summary, codes } = readBundle(by, this.#rng.chance(0.2) ? [...given, ...given] : given)
    const wrong = Object.keys(summary.refused).filter((code) => code !== 'QUOTA' && code !== 'SUPERSEDED' && code !== 'FORKED')
    if (summary.damaged > 0 || wrong.length > 0) throw new Error(`${by.name} finds ${wrong.join()} and ${summary.damaged} damaged`)
    return `${files.map((file) => file.by).join(' ')}: ${summary.messages} ${codes.join()}`
  }
}
