/**
 * SYNC-2 and SYNC-3 for one session: the tags we send, and which of our keys the peer's tags name. Tags sent again after something new is
 * known carry a fresh nonce of their own, so that a stranger who compares both lists learns nothing from what they share.
 */
import { toHex } from '../codec/index.ts'
import type { Crypto, Rng } from '../crypto/index.ts'
import type { DeviceId } from '../ids/index.ts'
import { RESOURCE } from '../limits.ts'
import { tag, tagList } from '../rooms/keys/index.ts'
import { type FrameOf, NONCE_BYTES } from './frames/index.ts'
import type { MatchKey } from './host.ts'

export interface TagEnds {
  readonly own: DeviceId
  readonly peer: DeviceId
}

export class TagBook {
  /** Our nonce in HELLO. */
  readonly nonce: Uint8Array
  readonly #crypto: Crypto
  readonly #rng: Rng
  readonly #ends: TagEnds
  #peerHello: Uint8Array | undefined
  #peerTags: { readonly nonce: Uint8Array; readonly tags: ReadonlySet<string> } | undefined
  /** Keys that our newest tags name, in hex; undefined before the first. */
  #named: ReadonlySet<string> | undefined

  constructor(crypto: Crypto, rng: Rng, ends: TagEnds) {
    this.#crypto = crypto
    this.#rng = rng
    this.#ends = ends
    this.nonce = rng.bytes(NONCE_BYTES)
  }

  hello(peerNonce: Uint8Array): void {
    this.#peerHello = peerNonce
  }

  get nonces(): { readonly own: Uint8Array; readonly peer: Uint8Array | undefined } {
    return { own: this.nonce, peer: this.#peerHello }
  }

  /** The TAGS frame for these keys. */
  frame(keys: readonly MatchKey[]): FrameOf<'tags'> {
    const { own, peer } = this.#ends
    const isAgain = this.#named !== undefined
    const nonce = isAgain ? this.#rng.bytes(NONCE_BYTES) : this.nonce
    const used = keys.slice(0, RESOURCE.TAGS)
    const tags = used.map(({ key }) => tag(this.#crypto, key, own, peer, nonce, this.#peerHello ?? nonce))
    const frame = { type: 'tags', tags: tagList(tags, this.#rng) } as const
    this.#named = new Set(used.map(({ key }) => toHex(key)))
    return isAgain ? { ...frame, nonce } : frame
  }

  heard({ tags, nonce }: FrameOf<'tags'>): void {
    if (this.#peerHello === undefined) return
    this.#peerTags = { nonce: nonce ?? this.#peerHello, tags: new Set(tags.map(toHex)) }
  }

  /** Whether our newest tags name all of these: the peer cannot match a key that we came to know after we sent them. */
  hasNamed(matches: readonly MatchKey[]): boolean {
    return matches.every(({ key }) => this.#named?.has(toHex(key)) === true)
  }

  /** Whether there are keys that our newest tags do not name. */
  isNews(keys: readonly MatchKey[]): boolean {
    return !this.hasNamed(keys.slice(0, RESOURCE.TAGS))
  }

  /** Which of our keys the peer's newest tags name: what it would send, looked up among what it sent. */
  matches(keys: readonly MatchKey[]): readonly MatchKey[] {
    const heard = this.#peerTags
    if (heard === undefined) return []
    const { own, peer } = this.#ends
    return keys
      .slice(0, RESOURCE.TAGS)
      .filter(({ key }) => heard.tags.has(toHex(tag(this.#crypto, key, peer, own, heard.nonce, this.nonce))))
  }
}
