/**
 * How somebody without a picture looks: a colour that follows the account, so that it stays when the name changes, and one character
 * of the name. 김지우 is told from her family by 지, 엄마 is 엄, Latin names have a capital, and a name of emoji alone is its emoji.
 */
export const AVATAR_COLOURS = [
  'azalea',
  'apricot',
  'gardenia',
  'mugwort',
  'jade',
  'stream',
  'indigo',
  'bellflower',
  'schisandra',
  'stone',
] as const
export type AvatarColour = (typeof AVATAR_COLOURS)[number]

/** Stone is kept for strangers and notice rooms. */
const OF_ACCOUNTS = AVATAR_COLOURS.filter((colour) => colour !== 'stone')

export function avatarColour(id: string): AvatarColour {
  return OF_ACCOUNTS[fnv1a(id) % OF_ACCOUNTS.length] ?? 'stone'
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5
  for (let place = 0; place < text.length; place += 1) hash = Math.imul(hash ^ text.charCodeAt(place), 0x01000193) >>> 0
  // The last characters would decide nearly alone: mix the high bits down.
  return (hash ^ (hash >>> 15)) >>> 0
}

/** The surnames of nearly everyone in Korea. 어, 아 and the like are left out: they begin 어머니 and 아버지 far more often than a surname. */
const SURNAMES = new Set(
  '김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구나민진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국은편용',
)
const LONG_SURNAMES = ['남궁', '황보', '제갈', '독고', '사공', '서문', '동방']
/** Three syllables that begin like a surname and are no name: kin, and whoever is called by an office. */
const KIN = /^(?:이모|고모|우리|조카|장인|장모|도련|제수|형수|원장|선생|사장|반장|소장|주인|이웃)|님$/u
const HANGUL_NAME = /^[가-힣]{3}$/u
const PLAIN = /[\p{L}\p{N}]/u
const EMOJI = /\p{Extended_Pictographic}|\p{Regional_Indicator}/u

export function avatarLetter(name: string): string {
  const text = name.normalize('NFC').trim()
  if (HANGUL_NAME.test(text) && !KIN.test(text)) {
    if (LONG_SURNAMES.some((surname) => text.startsWith(surname))) return text.charAt(2)
    if (SURNAMES.has(text.charAt(0))) return text.charAt(1)
  }
  const letters = graphemes(text)
  const first = letters.find((letter) => PLAIN.test(letter)) ?? letters.find((letter) => EMOJI.test(letter)) ?? letters[0] ?? '·'
  return first.toLocaleUpperCase('en')
}

const segmenter = new Intl.Segmenter('ko', { granularity: 'grapheme' })

function graphemes(text: string): readonly string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment)
}
