/**
 * Imported messages shared on purpose (ARC-8), as ordinary texts: who is said to have written them, when, and where that is from. Each line of
 * a quotation is marked, so that nothing quoted passes for the head of another; names are cleaned, so that they cannot turn the line around.
 */
import { utf8 } from '../../codec/index.ts'
import { cleanName } from '../../identity/index.ts'
import type { MessageView } from '../api.ts'
import { Zone } from './zone-time.ts'

/** Of a text, within INTRINSIC.ENTRY_BYTES. */
const TEXT_BYTES = 12_000
const APPS: Readonly<Record<string, string>> = {
  kakaotalk: 'KakaoTalk',
  whatsapp: 'WhatsApp',
  line: 'LINE',
  telegram: 'Telegram',
  signal: 'Signal',
  messenger: 'Messenger',
  instagram: 'Instagram',
  discord: 'Discord',
}
const HEAD = {
  ko: (app: string) => `[${app}에서 가져온 말]`,
  en: (app: string) => `[brought over from ${app}]`,
}

export class SharedQuotes {
  /** Oldest first, as few texts as hold them; undefined: no such zone. */
  textsOf(views: readonly MessageView[], language: 'ko' | 'en', zoneName: string): readonly string[] | undefined {
    const zone = Zone.of(zoneName)
    if (zone === undefined) return undefined
    const quotes = views.toSorted((a, b) => a.time - b.time).flatMap((view) => quoteOf(view, language, zone))
    const texts: string[] = []
    for (const quote of quotes) {
      const last = texts.at(-1)
      const both = last === undefined ? quote : `${last}\n\n${quote}`
      if (last !== undefined && utf8(both).length <= TEXT_BYTES) texts[texts.length - 1] = both
      else texts.push(quote)
    }
    return texts
  }
}

/** A long one in parts, each under its own head. */
function quoteOf({ imported, author, text = '', time }: MessageView, language: 'ko' | 'en', zone: Zone): readonly string[] {
  if (imported === undefined) return []
  const who = cleanName(imported.author ?? author.name)
  const app = APPS[imported.app] ?? cleanName(imported.app)
  const head = `${HEAD[language](app)} ${who} · ${zone.shown(time)}`
  const names = imported.attachments.map(({ name }) => cleanName(name))
  const body = [...(text === '' ? [] : [text]), ...names].join('\n')
  return partsOf(body).map((part) => `${head}\n${quoted(part)}`)
}

function quoted(text: string): string {
  return text
    .split(/\r\n|[\n\r\u2028\u2029\u0085\v\f]/u)
    .map((line) => `> ${withoutTurns(line)}`)
    .join('\n')
}

/** Without marks that reach beyond their line and change how the next one reads. */
function withoutTurns(line: string): string {
  return line.replaceAll(/[\u202a-\u202e\u2066-\u2069]/gu, '')
}

/** Of at most as many characters as fit whatever their script and however short their lines. */
function partsOf(text: string): readonly string[] {
  const most = 2_000
  const characters = [...text]
  if (characters.length <= most) return [text]
  return Array.from({ length: Math.ceil(characters.length / most) }, (_, at) => characters.slice(at * most, (at + 1) * most).join(''))
}
