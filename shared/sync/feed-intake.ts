/**
 * Blocks of one lane that came in one session for one room, until they are handed to the host in one piece: one hand-over is one durable
 * transaction. A run is never torn after a block without signature, since only the last of a run need be signed (SYNC-9).
 */
import { RESOURCE } from '../limits.ts'
import { blockBytes } from './frames/index.ts'
import type { WireBlock } from './host.ts'

export interface Batch {
  readonly blocks: readonly WireBlock[]
  /** Bytes taken in per WANT number. */
  readonly wants: ReadonlyMap<number, number>
  /** Blocks nobody asked for. */
  readonly pushed: number
  /** WANTs that end with this batch. */
  readonly ends: readonly { readonly number: number; readonly complete: boolean }[]
}

export class BlockIntake {
  #blocks: WireBlock[] = []
  #bytes = 0
  #wants = new Map<number, number>()
  #pushed = 0
  #ends: { readonly number: number; readonly complete: boolean }[] = []

  get isEmpty(): boolean {
    return this.#blocks.length === 0 && this.#ends.length === 0
  }

  get bytes(): number {
    return this.#bytes
  }

  /** Enough for one transaction. */
  get isFull(): boolean {
    return this.#bytes >= RESOURCE.WANT_BYTES
  }

  get hasPushed(): boolean {
    return this.#pushed > 0
  }

  add(block: WireBlock, want: number | undefined): void {
    const bytes = blockBytes(block)
    this.#blocks.push(block)
    this.#bytes += bytes
    if (want === undefined) this.#pushed += 1
    else this.#wants.set(want, (this.#wants.get(want) ?? 0) + bytes)
  }

  end(number: number, complete: boolean): void {
    this.#ends.push({ number, complete })
  }

  /** Takes what may be handed over. A tail without its signature stays, unless a WANT ended or it has grown past all reason. */
  take(): Batch {
    const isWhole = this.#ends.length > 0 || this.#bytes >= 2 * RESOURCE.WANT_BYTES
    const cut = isWhole ? this.#blocks.length : this.#blocks.findLastIndex((block) => block.signature !== undefined) + 1
    const rest = this.#blocks.slice(cut)
    const batch: Batch = { blocks: this.#blocks.slice(0, cut), wants: this.#wants, pushed: this.#pushed, ends: this.#ends }
    this.#blocks = rest
    this.#bytes = rest.reduce((sum, block) => sum + blockBytes(block), 0)
    this.#wants = new Map()
    this.#pushed = 0
    this.#ends = []
    return batch
  }
}
