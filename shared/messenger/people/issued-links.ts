/**
 * Contact links I handed out (SYNC-17): each token until its term is over, and who has used it. A person who used it may use it again, as
 * the answer may have got lost; anybody else finds it used up.
 */
import { type Codec, array, bool, field, id, struct, toHex, uint } from '../../codec/index.ts'
import { TOKEN_BYTES } from '../../contacts/index.ts'
import type { Rng } from '../../crypto/index.ts'
import type { AccountId } from '../../ids/index.ts'
import { RESOURCE } from '../../limits.ts'
import type { Store } from '../../store/index.ts'

export interface IssuedLink {
  readonly issued: number
  readonly expires: number
  readonly inPerson: boolean
  /** Most accounts that may come by it. */
  readonly uses: number
  readonly usedBy: readonly AccountId[]
}

export type LinkUse = { readonly how: 'first' | 'again'; readonly link: IssuedLink } | { readonly how: 'refused' }

const SPACE = 'links'
const USES = 16

const issuedLink: Codec<IssuedLink> = struct({
  issued: field(1, uint()),
  expires: field(2, uint()),
  inPerson: field(3, bool),
  uses: field(4, uint({ min: 1, max: USES })),
  usedBy: field(5, array(id('account'), { max: USES })),
})

export class IssuedLinks {
  readonly #store: Store
  readonly #links = new Map<string, IssuedLink>()

  constructor(store: Store) {
    this.#store = store
    this.reload()
  }

  reload(): void {
    this.#links.clear()
    for (const [key, value] of this.#store.values.list(SPACE)) {
      const read = issuedLink.decode(value)
      if (read.ok) this.#links.set(key, read.value)
    }
  }

  /** A fresh token; undefined when 64 wait for somebody already. A used one only answers again, and gives way, the oldest first. */
  issue(rng: Rng, link: Omit<IssuedLink, 'usedBy'>): Uint8Array | undefined {
    this.prune(link.issued)
    if (this.#links.size >= RESOURCE.CONTACT_LINKS) {
      const used = [...this.#links].filter(([, { usedBy, uses }]) => usedBy.length >= uses)
      const [oldest] = used.toSorted(([, a], [, b]) => a.issued - b.issued)
      if (oldest === undefined) return undefined
      this.#forget(oldest[0])
    }
    const token = rng.bytes(TOKEN_BYTES)
    this.#put(toHex(token), { ...link, usedBy: [] })
    return token
  }

  /** When those end that wait for somebody, wall ms. */
  open(): readonly number[] {
    return [...this.#links.values()].filter(({ uses, usedBy }) => usedBy.length < uses).map(({ expires }) => expires)
  }

  /** What that account's use of a token would be. */
  check(token: Uint8Array, account: AccountId, now: number): LinkUse {
    const link = this.#links.get(toHex(token))
    if (link === undefined) return { how: 'refused' }
    if (link.usedBy.includes(account)) return { how: 'again', link }
    return now < link.expires && link.usedBy.length < link.uses ? { how: 'first', link } : { how: 'refused' }
  }

  /** Who came by it, for a day longer than it holds. */
  usersOf(token: Uint8Array): readonly AccountId[] {
    return this.#links.get(toHex(token))?.usedBy ?? []
  }

  /** Writes the use down; part of the caller's transaction. */
  use(token: Uint8Array, account: AccountId): void {
    const key = toHex(token)
    const link = this.#links.get(key)
    if (link !== undefined && !link.usedBy.includes(account)) this.#put(key, { ...link, usedBy: [...link.usedBy, account] })
  }

  /** Forgets links past their term; used ones a day later, for those whose clock is behind and whose answer got lost. */
  prune(now: number): void {
    for (const [key, { expires, usedBy }] of this.#links) {
      if (now >= expires + (usedBy.length > 0 ? RESOURCE.CONTACT_LINK_GRACE_MS : 0)) this.#forget(key)
    }
  }

  #forget(key: string): void {
    this.#store.values.delete(SPACE, key)
    this.#links.delete(key)
  }

  #put(key: string, link: IssuedLink): void {
    this.#store.values.put(SPACE, key, issuedLink.encode(link))
    this.#links.set(key, link)
  }
}
