/**
 * What this person said to a knock, where the engine's view does not tell it: that they let somebody in and the number is on its way, that
 * their yes waits for the other one, that they said the numbers differ. Of this window only.
 */
import { create } from 'zustand'
import type { KnockView } from '../../../shared/messenger/index.ts'

export type Said = 'letIn' | 'same' | 'different' | 'declined'

const store = create<{ readonly said: ReadonlyMap<string, Said> }>(() => ({ said: new Map() }))
const REMEMBERED = 100

export function useSaid(knock: Attempt | undefined): Said | undefined {
  return store(({ said }) => (knock === undefined ? undefined : said.get(keyOf(knock))))
}

export function remember(knock: Attempt, word: Said): void {
  const others = [...store.getState().said].slice(1 - REMEMBERED)
  store.setState({ said: new Map([...others, [keyOf(knock), word]]) })
}

type Attempt = Pick<KnockView, 'id' | 'at'>

/** A device may ask again under the same id. */
function keyOf({ id, at }: Attempt): string {
  return `${id} ${at}`
}
