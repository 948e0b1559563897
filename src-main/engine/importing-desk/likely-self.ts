/**
 * Which of the people of a file made it: whom the file itself calls so, who bears this person's name, or the only one whose name is nearly that:
 * with an honorific or spaces, or without the family name. Where two might be meant, or it is somebody else's name, nobody is.
 */
import { bareName, plainName } from '../../../shared/messenger/index.ts'

/** What exports call the one who made them. */
const ME = new Set(['나', '회원님', 'you', 'me', '我', '自分'])
/** Family names of one syllable and of two, as in 남궁. */
const FAMILY_CHARACTERS = 2
const HAN_OR_HANGUL = /^[\p{Script=Hangul}\p{Script=Han}]{2,8}$/u

/** `isOther`: a name by which this person knows somebody. */
export function likelySelf(
  names: readonly string[],
  selfLabel: string | undefined,
  own: string,
  isOther: (name: string) => boolean,
): string | undefined {
  if (selfLabel !== undefined && names.includes(selfLabel)) return selfLabel
  const called =
    names.find((name) => ME.has(name.toLowerCase())) ?? names.find((name) => plainName(name) !== '' && plainName(name) === plainName(own))
  if (called !== undefined) return called
  const strangers = names.filter((name) => !isOther(name))
  return (
    only(strangers.filter((name) => bareName(name) !== '' && bareName(name) === bareName(own))) ??
    only(strangers.filter((name) => isShortFor(name, own) || isShortFor(own, name)))
  )
}

/** 지우 of 김지우, Jiwoo of Jiwoo Kim. */
function isShortFor(short: string, long: string): boolean {
  const [a, b] = [bareName(short), bareName(long)]
  if (HAN_OR_HANGUL.test(a) && HAN_OR_HANGUL.test(b))
    return b.endsWith(a) && b.length > a.length && b.length - a.length <= FAMILY_CHARACTERS
  const words = plainName(long).split(' ')
  return words.length > 1 && plainName(short).length > 1 && words[0] === plainName(short)
}

function only(names: readonly string[]): string | undefined {
  return names.length === 1 ? names[0] : undefined
}
