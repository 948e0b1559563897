/**
 * A room as one HTML file to look at and print (EXP-9): no script, nothing fetched, its own style by hash and pictures as data; a policy in it
 * says so to the browser. Whatever people wrote is text in it, in a direction of its own.
 */
import type { MessageView } from '../../messenger/index.ts'
import { attachmentLine, importedWords, systemLineText } from '../../i18n/index.ts'
import { nobleCrypto } from '../../crypto/index.ts'
import { plainLines } from '../../rooms/kinds/index.ts'
import { HTML_STYLE } from './html-style.ts'
import { PICTURE_MARK, type RoomPictures, type RoomWriting } from './room-writing.ts'

const WORDS = {
  ko: {
    deleted: '지운 메시지',
    edited: '고침',
    hidden: '가린 메시지',
    imported: '가져온 메시지',
    unsupported: '이 버전이 보여 줄 수 없는 메시지',
    saved: '저장한 때',
    people: '사람들',
    reply: '답장',
    me: '나',
    messages: '메시지',
  },
  en: {
    deleted: 'Deleted message',
    edited: 'edited',
    hidden: 'Hidden message',
    imported: 'brought in',
    unsupported: 'A message this version cannot show',
    saved: 'Saved',
    people: 'People',
    reply: 'Answer',
    me: 'me',
    messages: 'Messages',
  },
} as const

const QUOTES = 4096
const QUOTE_CHARACTERS = 60

/** What pictures of people are: nothing else is put into the page as an address. */
const PICTURE = /^data:image\/(?:jpeg|png|webp);base64,[A-Za-z0-9+/]+={0,2}$/

export function* htmlOf(writing: RoomWriting): Generator<string> {
  const { room, zone, language, savedAt, pictures } = writing
  const words = WORDS[language]
  // A page that was opened from a disk has no origin of its own in every browser: `file:` stands for its folder there.
  const images = pictures?.lie === 'beside' ? "data: 'self' file:" : 'data:'
  const people = room.people.map(
    ({ name, picture, me }) =>
      `<li>${picture !== undefined && PICTURE.test(picture) ? `<img src="${picture}" alt="" width="48" height="48">` : ''}<bdi>${html(name)}</bdi>${me ? ` <span class="note">${words.me}</span>` : ''}</li>`,
  )
  yield `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '${styleHash()}'; img-src ${images}; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${html(room.name)}</title>
<style>${HTML_STYLE}</style>
</head>
<body>
<header>
<h1><bdi>${html(room.name)}</bdi></h1>
<p class="note">${words.saved} <time datetime="${zone.iso(savedAt)}">${zone.day(savedAt)} ${zone.time(savedAt)}</time> (${html(zone.name)})</p>
<section aria-label="${words.people}"><ul class="people">${people.join('')}</ul></section>
</header>
<main aria-label="${words.messages}">
`
  const quotes = new Quotes()
  let day = ''
  for (const page of room.pages()) {
    let piece = ''
    for (const view of page) {
      const today = zone.day(view.time)
      if (today !== day) {
        if (day !== '') piece += '</ol>\n'
        piece += `<h2><time datetime="${today}">${zone.longDay(view.time, language)}</time></h2>\n<ol>\n`
        day = today
      }
      piece += `${item(view, writing, words, quotes)}\n`
      quotes.keep(view)
    }
    writing.wrote(page)
    yield piece
  }
  yield `${day === '' ? '' : '</ol>\n'}</main>\n</body>\n</html>\n`
}

function item(
  view: MessageView,
  { room, zone, language, pictures }: RoomWriting,
  words: (typeof WORDS)['ko' | 'en'],
  quotes: Quotes,
): string {
  const time = `<time datetime="${zone.iso(view.time)}">${zone.time(view.time)}</time>`
  if (view.system !== undefined) return `<li class="system">${time} <bdi>${html(systemLineText(view.system, language))}</bdi></li>`
  if (view.imported?.kind === 'system') return `<li class="system">${time} <bdi>${html(view.text ?? '')}</bdi></li>`
  const isMine = view.author.account === room.me.account
  const notes = [...(view.edited === undefined ? [] : [words.edited]), ...(view.imported ? [words.imported] : [])]
  const marks = reactionsOf(view).map(([emoji, count]) => `<span class="mark"><bdi>${html(emoji)}</bdi> ${count}</span>`)
  return [
    `<li id="m-${attribute(view.id)}"${isMine ? ' class="mine"' : ''}>`,
    `<p class="by"><bdi>${html(view.author.name)}</bdi> ${time}${notes.map((note) => ` <span class="note">${note}</span>`).join('')}</p>`,
    view.replyTo === undefined ? '' : quotes.of(view.replyTo, words.reply),
    importedFilesOf(view, language),
    bodyOf(view, words, language, pictures),
    marks.length === 0 ? '' : `<p class="marks">${marks.join(' ')}</p>`,
    '</li>',
  ].join('')
}

/** What an answer answers, as far back as is remembered: on paper a link says nothing. */
class Quotes {
  readonly #texts = new Map<string, string>()

  keep({ id, author, deleted, hidden, text }: MessageView): void {
    if (text === undefined || text === '' || deleted || hidden) return
    const [oldest] = this.#texts.size >= QUOTES ? this.#texts.keys() : []
    if (oldest !== undefined) this.#texts.delete(oldest)
    const letters = [...text.slice(0, 2 * QUOTE_CHARACTERS).replaceAll('\n', ' ')]
    const isCut = letters.length > QUOTE_CHARACTERS || text.length > 2 * QUOTE_CHARACTERS
    const quote = `${letters.slice(0, QUOTE_CHARACTERS).join('')}${isCut ? '…' : ''}`
    this.#texts.set(id, `<bdi>${html(author.name)}</bdi>: <bdi>${html(quote)}</bdi>`)
  }

  of(id: string, otherwise: string): string {
    return `<p class="reply"><a href="#m-${attribute(id)}">${this.#texts.get(id) ?? otherwise}</a></p>`
  }
}

/** Each with how often. */
function reactionsOf({ reactions, imported }: MessageView): readonly (readonly [string, number])[] {
  const counts = new Map(reactions.map(({ emoji, accounts }) => [emoji, accounts.length]))
  for (const { emoji } of imported?.reactions ?? []) counts.set(emoji, (counts.get(emoji) ?? 0) + 1)
  return [...counts]
}

/** What a message of another messenger was, if not words, and the names of its files. */
function importedFilesOf({ imported }: MessageView, language: 'ko' | 'en'): string {
  if (imported === undefined || imported.kind === 'text') return ''
  const names = imported.attachments.flatMap(({ name }) => (name === '' ? [] : ` <bdi>${html(name)}</bdi>`))
  return `<p class="gone">${html(importedWords[imported.kind][language])}${names.join(',')}</p>`
}

function bodyOf(view: MessageView, words: (typeof WORDS)['ko' | 'en'], language: 'ko' | 'en', pictures: RoomPictures | undefined): string {
  const { deleted, hidden, attachments, imported } = view
  const text = plainLines(view)
  if (deleted) return `<p class="gone">${words.deleted}</p>`
  if (hidden) return `<p class="gone">${words.hidden}</p>`
  if (text === undefined) return `<p class="gone">${words.unsupported}</p>`
  const files = attachments.map((file, index) => {
    const line = `<bdi>${html(attachmentLine(file, language))}</bdi>`
    const found = pictures?.of(view.id, index)
    return found === undefined
      ? `<p class="file">${line}</p>`
      : `<figure><img src="${pictures?.lie === 'inside' ? marked(found) : html(addressOf(found))}" alt="" loading="lazy"><figcaption>${line}</figcaption></figure>`
  })
  const isBare = text === '' && (files.length > 0 || imported !== undefined)
  return `${files.join('')}${isBare ? '' : `<p class="text" dir="auto">${html(text)}</p>`}`
}

/** Where whoever writes the bytes puts the picture itself. */
function marked(name: string): string {
  return `${PICTURE_MARK}${name.replaceAll(PICTURE_MARK, '')}${PICTURE_MARK}`
}

/** A path beside the file as an address: no part of it can mean anything else than a name. */
function addressOf(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/')
}

/** Text between tags and in quoted attributes. What HTML cannot hold becomes U+FFFD, as in a browser. */
export function html(text: string): string {
  return text
    .toWellFormed()
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
    .replaceAll('\r', '&#13;')
    .replace(/(?![\t\n])\p{Cc}|[\ufffe\uffff]/gu, '\ufffd')
}

/** Ids of ours are hex; whatever else one might be is not put there. */
function attribute(id: string): string {
  return id.replace(/[^0-9a-zA-Z_-]/g, '')
}

let hash: string | undefined
function styleHash(): string {
  hash ??= `sha256-${base64(nobleCrypto().sha256(new TextEncoder().encode(HTML_STYLE)))}`
  return hash
}

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
}
