/** What a message says as lines of plain text, for whoever copies it or writes it out: words, a card, a place. Of files it says nothing. */
import type { ContentView } from './kind.ts'

const DIGITS = 6

/** undefined: of a kind this version does not know. */
export function plainLines({ text, card, place }: Pick<ContentView, 'text' | 'card' | 'place'>): string | undefined {
  if (card !== undefined) return [card.name, ...card.phones, ...card.mails, ...(card.link === undefined ? [] : [card.link])].join('\n')
  if (place === undefined) return text
  const spot = `${place.latitude.toFixed(DIGITS)}, ${place.longitude.toFixed(DIGITS)}`
  return place.name === '' ? spot : `${place.name}\n${spot}`
}
