/**
 * Keeps what is typed in one room: after a short rest, or at once when asked. What could not be kept stays unkept and is tried again when the
 * engine is back. Two pages of one engine may write in the same room: what one of them hears is either its own words coming back, and nothing
 * happens, or those of the other page, and they are taken over unless something here is not kept yet. Taking over keeps nothing, so it ends there.
 */
import type { Draft } from '../../../shared/messenger/index.ts'

export type Kept = Omit<Draft, 'at'>

export interface DraftKeeperDeps {
  /** False: not kept, the engine is away. */
  save(draft: Kept | null): Promise<boolean>
  /** Another page wrote while something here was on its way: nobody knows which came last until the engine is asked. */
  readonly crossed?: () => void
  readonly restMs?: number
}

const REST_MS = 400
/** Own words that may still come back; reads never go back in time, so that few are enough. */
const REMEMBERED = 16

export class DraftKeeper {
  readonly #deps: DraftKeeperDeps
  /** What the engine has, or will have once it answered, the newest last. */
  #own: string[]
  #wanted: Kept | null
  #isDirty = false
  #isPaused = false
  #hasCrossed = false
  #timer: ReturnType<typeof setTimeout> | undefined
  #saving: Promise<void> | undefined

  constructor(first: Kept | undefined, deps: DraftKeeperDeps) {
    this.#deps = deps
    this.#wanted = first ?? null
    this.#own = [nameOf(this.#wanted)]
  }

  changed(draft: Kept | null): void {
    this.#wanted = draft
    this.#isDirty = nameOf(draft) !== this.#own.at(-1)
    clearTimeout(this.#timer)
    if (this.#isDirty && !this.#isPaused) this.#timer = setTimeout(() => void this.flush(), this.#deps.restMs ?? REST_MS)
  }

  /** Keeps at once what is not kept yet. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer)
    while (this.#saving !== undefined) await this.#saving
    if (!this.#isDirty || this.#isPaused) return
    this.#saving = this.#save()
    await this.#saving
  }

  /** While a message is on its way, what was kept of it stays. */
  pause(): void {
    this.#isPaused = true
    clearTimeout(this.#timer)
  }

  resume(): void {
    this.#isPaused = false
    void this.flush().then(() => this.#askWhoWasLast())
  }

  /** True: another page wrote this, and it is now what is kept. */
  heard(draft: Draft | undefined): boolean {
    const name = nameOf(draft ?? null)
    const echo = this.#own.indexOf(name)
    if (echo !== -1) {
      this.#own = this.#own.slice(echo)
      return false
    }
    if (this.#isDirty || this.#isPaused || this.#saving !== undefined) {
      this.#hasCrossed = true
      return false
    }
    this.#own = [name]
    this.#wanted = draft ?? null
    return true
  }

  async #save(): Promise<void> {
    const draft = this.#wanted
    const name = nameOf(draft)
    this.#own = [...this.#own, name].slice(-REMEMBERED)
    this.#isDirty = false
    const isKept = await this.#deps.save(draft)
    this.#saving = undefined
    if (isKept) return this.#askWhoWasLast()
    const at = this.#own.lastIndexOf(name)
    if (at > 0) this.#own = this.#own.toSpliced(at, 1)
    this.#isDirty = nameOf(this.#wanted) !== this.#own.at(-1)
  }

  #askWhoWasLast(): void {
    if (!this.#hasCrossed || this.#isDirty || this.#isPaused || this.#saving !== undefined) return
    this.#hasCrossed = false
    this.#deps.crossed?.()
  }
}

function nameOf(draft: Kept | null): string {
  if (draft === null) return ''
  const { text, replyTo, edits, mentions } = draft
  return JSON.stringify([text, replyTo, edits, (mentions ?? []).map(({ account, from, to }) => [account, from, to])])
}
