/** The language and theme a house shows in every phase: last chosen for this profile, else the system's. */
import * as v from 'valibot'
import { keepLook, type Look as Kept, readLook } from '../profile/index.ts'

/** As much of the settings as concerns the look. */
const Chosen = v.object({
  language: v.picklist(['ko', 'en', 'system']),
  theme: v.picklist(['light', 'dark', 'system']),
})

export class Look {
  readonly #folder: string
  readonly #system: 'ko' | 'en'
  #kept: Kept

  constructor(folder: string, system: 'ko' | 'en' | undefined) {
    this.#folder = folder
    this.#system = system ?? (Intl.DateTimeFormat().resolvedOptions().locale.startsWith('ko') ? 'ko' : 'en')
    this.#kept = readLook(folder)
  }

  current(): { readonly language: 'ko' | 'en'; readonly theme: 'light' | 'dark' | 'system' } {
    const { language, theme } = this.#kept
    return { language: language === 'system' ? this.#system : language, theme }
  }

  keep(look: Kept): void {
    keepLook(this.#folder, look)
    this.#kept = look
  }

  /** Whether settings say something new. */
  learn(settings: unknown): boolean {
    const chosen = v.safeParse(Chosen, settings)
    if (!chosen.success) return false
    const { language, theme } = chosen.output
    if (language === this.#kept.language && theme === this.#kept.theme) return false
    this.keep({ language, theme })
    return true
  }
}
