/**
 * The emoji and their names, from files of our own: nothing is asked of anybody. Tags are those of both languages, so that "heart" finds one in a
 * Korean page too. What this computer has no picture for is left out.
 */
import type { EmojiData, SkinTone } from 'frimousse'
import type { Emoji } from 'emojibase'
import type { Language } from '../../../shared/i18n/index.ts'
import { isDrawn } from './drawn.ts'

type Tone = Exclude<SkinTone, 'none'>
export const TONES: readonly Tone[] = ['light', 'medium-light', 'medium', 'medium-dark', 'dark']

/** As emojibase numbers them; 2 are parts of others. */
export const GROUPS = [
  [0, 'groupSmileys'],
  [1, 'groupPeople'],
  [3, 'groupAnimals'],
  [4, 'groupFood'],
  [5, 'groupTravel'],
  [6, 'groupActivities'],
  [7, 'groupObjects'],
  [8, 'groupSymbols'],
  [9, 'groupFlags'],
] as const

const FLAGS = 9
const kept = new Map<Language, Promise<readonly EmojiData['emojis'][number][]>>()

export function emojisIn(language: Language): Promise<readonly EmojiData['emojis'][number][]> {
  const known = kept.get(language)
  if (known !== undefined) return known
  const read = readEmojis(language)
  kept.set(language, read)
  // The next opening tries again.
  read.catch(() => kept.delete(language))
  return read
}

export function isFoundIn(emojis: readonly EmojiData['emojis'][number][], text: string): boolean {
  const wanted = text.toLowerCase()
  return emojis.some(({ label, tags }) => label.toLowerCase().includes(wanted) || tags.some((tag) => tag.toLowerCase().includes(wanted)))
}

async function readEmojis(language: Language): Promise<readonly EmojiData['emojis'][number][]> {
  const [korean, english] = await Promise.all([import('emojibase-data/ko/data.json'), import('emojibase-data/en/data.json')])
  const [own, other] = language === 'ko' ? [korean.default, english.default] : [english.default, korean.default]
  const others = new Map(other.map((emoji) => [emoji.hexcode, emoji]))
  const newest = newestDrawn(own)
  const hasFlags = isDrawn('🇰🇷')
  return own
    .filter(({ group, version }) => group !== undefined && group !== 2 && version <= newest && (group !== FLAGS || hasFlags))
    .toSorted((a, b) => (a.order ?? 0) - (b.order ?? 0))
    .map((emoji) => {
      const there = others.get(emoji.hexcode)
      return {
        emoji: emoji.emoji,
        category: emoji.group ?? 0,
        label: emoji.label,
        version: emoji.version,
        tags: [...(emoji.tags ?? []), ...(there === undefined ? [] : [there.label, ...(there.tags ?? [])])],
        skins: skinsOf(emoji),
      }
    })
}

function skinsOf({ skins }: Emoji): Record<Tone, string> | undefined {
  const tones = TONES.map((_, index) => skins?.find(({ tone }) => tone === index + 1)?.emoji)
  const [light, mediumLight, medium, mediumDark, dark] = tones
  if (light === undefined || mediumLight === undefined || medium === undefined || mediumDark === undefined || dark === undefined)
    return undefined
  return { light, 'medium-light': mediumLight, medium, 'medium-dark': mediumDark, dark }
}

/** Fonts are made for all emoji of a version at once; one of each tells. */
function newestDrawn(emojis: readonly Emoji[]): number {
  const samples = new Map<number, string>()
  for (const { version, emoji, group } of emojis) if (group === 0 && !samples.has(version)) samples.set(version, emoji)
  const versions = [...samples.keys()].toSorted((a, b) => b - a)
  return versions.find((version) => isDrawn(samples.get(version) ?? '')) ?? versions[0] ?? 0
}
