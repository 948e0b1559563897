/**
 * Randomness from one number: whatever a simulation does by chance it does again when it is given the same seed. Streams made with `fork` do
 * not disturb each other, so that one more throw here changes nothing there.
 */
import type { Rng } from '../../../shared/crypto/index.ts'

export class Seeded implements Rng {
  #a: number
  #b: number
  #c: number
  #counter = 1
  readonly #name: string

  constructor(seed: number | string) {
    this.#name = String(seed)
    this.#a = hashOf(`${seed}/a`)
    this.#b = hashOf(`${seed}/b`)
    this.#c = hashOf(`${seed}/c`)
    for (let at = 0; at < 12; at++) this.#next()
  }

  fork(label: string): Seeded {
    return new Seeded(`${this.#name}/${label}`)
  }

  bytes(length: number): Uint8Array {
    const bytes = new Uint8Array(length)
    for (let at = 0; at < length; at += 4) {
      const word = this.#next()
      for (let byte = 0; byte < 4 && at + byte < length; byte++) bytes[at + byte] = word >>> (8 * byte)
    }
    return bytes
  }

  /** 0 … end - 1. */
  below(end: number): number {
    return end <= 0 ? 0 : Math.floor((this.#next() / 2 ** 32) * end)
  }

  between(first: number, last: number): number {
    return first + this.below(last - first + 1)
  }

  chance(probability: number): boolean {
    return this.#next() / 2 ** 32 < probability
  }

  pick<T>(list: readonly T[]): T | undefined {
    return list[this.below(list.length)]
  }

  shuffled<T>(list: readonly T[]): readonly T[] {
    const left = [...list]
    const shuffled: T[] = []
    while (left.length > 0) shuffled.push(...left.splice(this.below(left.length), 1))
    return shuffled
  }

  /** One of the choices, each as likely as its weight says. */
  weighted<T>(choices: readonly (readonly [weight: number, choice: T])[]): T {
    let left = this.below(choices.reduce((sum, [weight]) => sum + weight, 0))
    for (const [weight, choice] of choices) {
      left -= weight
      if (left < 0) return choice
    }
    throw new RangeError('nothing to choose from')
  }

  /** sfc32, 32 bits. */
  #next(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0
    this.#counter = (this.#counter + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum
    return sum >>> 0
  }
}

/** FNV-1a with a final mix. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  return hash ^ (hash >>> 13)
}
