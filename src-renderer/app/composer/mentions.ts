/**
 * People named in a text that is still being written. A range stays with its letters while the text around it changes and is gone as soon as
 * one of them is touched: half a name names nobody. Pure; UTF-16 units throughout, the `@` included (MSG-2).
 */
import type { MentionRange } from '../../../shared/messenger/index.ts'

export interface Change {
  readonly at: number
  readonly removed: number
  readonly added: number
}

/** What is being typed to name somebody: where its `@` is, and what follows it up to the caret. */
export interface MentionQuery {
  readonly at: number
  readonly typed: string
}

/** A name is no longer than this while it is looked for; some have one space in them. */
const LONGEST_QUERY = 24

/**
 * What turned one text into the other. Equal letters side by side leave it open where one was added; the caret stands behind what was typed
 * and before what was deleted, which settles it.
 */
export function changeOf(before: string, after: string, caret: number): Change {
  const most = Math.min(before.length, after.length)
  const behind = after.length - caret
  let suffix = behind <= most && before.endsWith(after.slice(caret)) ? behind : 0
  let prefix = 0
  while (prefix < most - suffix && before[prefix] === after[prefix]) prefix++
  while (suffix < most - prefix && before[before.length - 1 - suffix] === after[after.length - 1 - suffix]) suffix++
  return { at: prefix, removed: before.length - prefix - suffix, added: after.length - prefix - suffix }
}

export function moved(mentions: readonly MentionRange[], { at, removed, added }: Change): readonly MentionRange[] {
  return mentions.flatMap((mention) => {
    if (at >= mention.to) return [mention]
    if (at + removed > mention.from) return []
    return [{ ...mention, from: mention.from + added - removed, to: mention.to + added - removed }]
  })
}

/** The mentions of a text after it was edited by hand. */
export function mentionsAfter(mentions: readonly MentionRange[], before: string, after: string, caret: number): readonly MentionRange[] {
  return mentions.length === 0 ? mentions : moved(mentions, changeOf(before, after, caret))
}

/** Undefined where no name is being typed, or where one stands already. */
export function mentionQuery(text: string, caret: number, mentions: readonly MentionRange[]): MentionQuery | undefined {
  const at = text.lastIndexOf('@', caret - 1)
  if (at === -1 || caret === 0 || caret - at > LONGEST_QUERY) return undefined
  if (mentions.some(({ from, to }) => from <= at && at < to)) return undefined
  // Inside of a word it is an address.
  if (at > 0 && /[\p{L}\p{N}_]/u.test(text.charAt(at - 1))) return undefined
  const typed = text.slice(at + 1, caret)
  return /^\S*(?: \S*)?$/u.test(typed) && !typed.startsWith(' ') ? { at, typed } : undefined
}

/** A part of a text, without the blank space around it, and the mentions in it. */
export function trimmed(
  text: string,
  mentions: readonly MentionRange[],
): { readonly text: string; readonly mentions: readonly MentionRange[] } {
  const start = text.length - text.trimStart().length
  const end = text.trimEnd().length
  if (start >= end) return { text: '', mentions: [] }
  return {
    text: text.slice(start, end),
    mentions: mentions
      .filter(({ from, to }) => from >= start && to <= end)
      .map((mention) => ({ ...mention, from: mention.from - start, to: mention.to - start })),
  }
}

export function sameMentions(a: readonly MentionRange[], b: readonly MentionRange[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ account, from, to }, index) => {
      const other = b[index]
      return other?.account === account && other.from === from && other.to === to
    })
  )
}
