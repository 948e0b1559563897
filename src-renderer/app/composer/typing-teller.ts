/** Says that somebody is writing, and says it again only while it would otherwise fade; one word when it ends, and none when it never began. */
import { RESOURCE } from '../../../shared/limits.ts'

export class TypingTeller {
  readonly #say: (isTyping: boolean) => void
  readonly #now: () => number
  #saidAt: number | undefined

  constructor(say: (isTyping: boolean) => void, now: () => number = () => performance.now()) {
    this.#say = say
    this.#now = now
  }

  typed(): void {
    const now = this.#now()
    if (this.#saidAt !== undefined && now - this.#saidAt < RESOURCE.TYPING_REPEAT_MS) return
    this.#saidAt = now
    this.#say(true)
  }

  /** What was written is a message now, which says by itself that the writing is over. */
  sent(): void {
    this.#saidAt = undefined
  }

  stopped(): void {
    if (this.#saidAt === undefined) return
    this.#saidAt = undefined
    this.#say(false)
  }
}
