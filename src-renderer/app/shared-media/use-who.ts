import { sharedWords } from '../../../shared/i18n/index.ts'
import type { SharedFile } from '../../../shared/messenger/index.ts'
import { useEngine } from '../engine/index.ts'
import { useWords } from '../words/index.ts'

/** Who gave it, as this person calls people. */
export function useWho(): (item: Pick<SharedFile, 'author'>) => string {
  const say = useWords(sharedWords)
  const me = useEngine((state) => state.me?.account)
  return ({ author }) => (author.account === me ? say('me') : author.name)
}
