/** What a device that has a file is called: by the person it belongs to, since devices have no names that others know. */
import type { shownFileWords, Translate } from '../../../shared/i18n/index.ts'
import type { AccountId } from '../../../shared/ids/index.ts'
import type { FileHolder, FileHoldings } from '../../../shared/messenger/index.ts'

export type SayOfFiles = Translate<typeof shownFileWords>

export function holderName({ account, name }: FileHolder, me: AccountId | undefined, say: SayOfFiles): string {
  if (account === undefined) return say('anotherComputer')
  return account === me ? say('otherOfMine') : say('computerOf', { name })
}

/** Two devices of one person are said once. */
export function holderNames(holders: readonly FileHolder[], me: AccountId | undefined, say: SayOfFiles): readonly string[] {
  return [...new Set(holders.map((holder) => holderName(holder, me, say)))]
}

/** What others say of themselves is their word, and it is told as such. */
export function sentenceOf({ here, size }: Pick<FileHoldings, 'here' | 'size'>, names: readonly string[], say: SayOfFiles): string {
  const [first] = names
  const all =
    first === undefined ? undefined : names.length <= 2 ? names.join(', ') : say('namesAndMore', { names: first, count: names.length - 1 })
  if (here >= size) return all === undefined ? say('onlyHere') : say('safeElsewhere', { names: all })
  return all === undefined ? say('nowhere') : say('onlyElsewhere', { names: all })
}
