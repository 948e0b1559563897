/** Which emoji were used last, and the skin tone, on this computer's page alone. What is kept there may be anything: it is parsed. */
import * as v from 'valibot'

const KEY = 'sarangbang.emoji'
/** Two rows of the widest list. */
export const RECENT = 18

const tone = v.picklist(['none', 'light', 'medium-light', 'medium', 'medium-dark', 'dark'])
const chosen = v.object({
  recent: v.pipe(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(64))), v.maxLength(RECENT)),
  tone,
})
export type Chosen = v.InferOutput<typeof chosen>
const NONE: Chosen = { recent: [], tone: 'none' }

export function readChosen(text: string | null): Chosen {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), chosen), text)
  return parsed.success ? parsed.output : NONE
}

export function withRecent(before: Chosen, emoji: string): Chosen {
  return { ...before, recent: [emoji, ...before.recent.filter((each) => each !== emoji)].slice(0, RECENT) }
}

export function loadChosen(): Chosen {
  try {
    return readChosen(localStorage.getItem(KEY))
  } catch {
    // A browser may keep nothing for pages.
    return NONE
  }
}

export function saveChosen(value: Chosen): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(value))
  } catch {
    // Then it is not remembered.
    return
  }
}
