/**
 * The sentence of each: a template with places for the name, for me and for the link, filled in once and never again, so that a name with
 * braces stays a name. The link always gets in: where the template has no place for it, it goes to the end, on a line of its own.
 */
import { cleanName } from '../../../shared/identity/index.ts'
import { invitationsWords, type Language, translator } from '../../../shared/i18n/index.ts'

export interface Letter {
  readonly name: string
  readonly me: string
  readonly link: string
}

/** Longer sentences fit into no messenger. */
export const TEMPLATE_CHARACTERS = 1_000

/** What the places are called in a language: `{이름}`. */
export function placesIn(language: Language): Letter {
  const say = translator(invitationsWords, language)
  return { name: `{${say('slotName')}}`, me: `{${say('slotMe')}}`, link: `{${say('slotLink')}}` }
}

export function usualTemplate(language: Language): string {
  return translator(invitationsWords, language)('template', placesIn(language))
}

/** For whoever did not answer; with the link where this window still knows it. */
export function reminderTemplate(language: Language, hasLink: boolean): string {
  const places = placesIn(language)
  const words = translator(invitationsWords, language)('reminder', { name: places.name, me: places.me })
  return hasLink ? `${words}\n${places.link}` : words
}

export function hasLinkPlace(template: string): boolean {
  return LANGUAGES.some((language) => template.includes(placesIn(language).link))
}

/** Places of either language are filled. Without a name nothing of the greeting is left but the sentence. */
export function letterOf(template: string, { name, me, link }: Letter): string {
  return fillIn(hasLinkPlace(template) ? template : `${template.trimEnd()}\n{link}`, { name, me, link })
}

export function reminderOf(template: string, letter: Letter): string {
  return fillIn(template, letter)
}

const LANGUAGES = ['ko', 'en'] as const

function fillIn(template: string, letter: Letter): string {
  const values = new Map<string, string>()
  for (const language of LANGUAGES) {
    const places = placesIn(language)
    values.set(places.name, cleanName(letter.name)).set(places.me, cleanName(letter.me)).set(places.link, letter.link)
  }
  const greeting = cleanName(letter.name) === '' ? /\{(?:이름|name)\},\s*/gu : undefined
  const text = greeting === undefined ? template : template.replaceAll(greeting, '')
  return text.replaceAll(/\{[^{}\s]{1,8}\}/gu, (place) => values.get(place) ?? place)
}
