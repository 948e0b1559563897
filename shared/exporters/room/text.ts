/**
 * A room as text that people read and `import` reads back exactly (EXP-4 to EXP-7): one head, then a line a message, further lines of it set in
 * by two spaces. What a message says can imitate neither: a backslash stands before whatever would mean something, and characters that
 * nobody sees, or that turn the direction of others, are written as `\u{…}`.
 */
import type { MessageView } from '../../messenger/index.ts'
import { systemLineText } from '../../i18n/index.ts'
import { plainLines } from '../../rooms/kinds/index.ts'
import type { RoomWriting } from './room-writing.ts'

export const TEXT_FIRST_LINE = 'Sarangbang text 1'

/** Controls but the line feed; marks of direction; invisible ones; separators of lines; surrogates without a partner. */
const UNSEEN = /(?!\n)\p{Cc}|[\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\p{Cs}/gu
/** The joiners of emoji and of scripts that need them stay. */
const PLACED = /^[ \t]/

export function* textOf(writing: RoomWriting): Generator<string> {
  const { room, zone, language, savedAt, range } = writing
  yield `${[
    TEXT_FIRST_LINE,
    `Title: ${escaped(room.name, true)}`,
    `Kind: ${room.kind}`,
    `Me: ${escaped(room.me.name, true)}`,
    `Zone: ${zone.name}`,
    `Saved: ${zone.iso(savedAt)}`,
    ...(range.from === undefined ? [] : [`From: ${zone.iso(range.from)}`]),
    ...(range.until === undefined ? [] : [`Until: ${zone.iso(range.until)}`]),
    '',
  ].join('\n')}\n`
  let messages = 0
  for (const page of room.pages()) {
    let piece = ''
    for (const view of page) {
      if (!isNotice(view)) messages += 1
      piece += `${lineOf(view, writing, language)}\n`
    }
    writing.wrote(page)
    yield piece
  }
  yield `End: ${messages}\n`
}

function lineOf(view: MessageView, { zone }: RoomWriting, language: 'ko' | 'en'): string {
  const head = zone.iso(view.time)
  if (view.system !== undefined) return `${head} * ${escaped(systemLineText(view.system, language), false)}`
  if (isNotice(view)) return `${head} * ${escaped(view.text ?? '', false)}`
  const marks = [
    ...(view.deleted ? ['deleted'] : []),
    ...(view.edited === undefined ? [] : [`edited ${zone.iso(view.edited)}`]),
    // What it was, where it was more than words.
    ...(view.imported ? [view.imported.kind === 'text' ? 'imported' : `imported ${view.imported.kind}`] : []),
    // Of a kind this version has no words for.
    ...(view.text === undefined && !view.deleted ? ['unsupported'] : []),
    ...view.attachments.map(({ name, size }) => `file ${size} ${escaped(name, true)}`),
  ].map((mark) => ` [${mark}]`)
  return `${head} ${escaped(view.author.name, true)}${marks.join('')}: ${escaped(plainLines(view) ?? '', false)}`
}

/** A line about the room: ours, or one the other messenger wrote, which had no author. */
function isNotice({ system, imported }: MessageView): boolean {
  return system !== undefined || (imported?.kind === 'system' && imported.author === undefined)
}

/** In names also what would end them. */
function escaped(text: string, isName: boolean): string {
  const plain = text.replaceAll('\\', '\\\\').replace(UNSEEN, (found) => `\\u{${(found.codePointAt(0) ?? 0).toString(16)}}`)
  if (!isName) return plain.replaceAll('\n', '\n  ')
  const named = plain.replaceAll('\n', '\\u{a}').replace(/[:[\]]/g, '\\$&')
  // A space at the end first: one that is alone stands at the beginning.
  return named
    .replace(/(?<=[^]) $/, '\\ ')
    .replace(PLACED, '\\$&')
    .replace(/^\*/, '\\*')
}
