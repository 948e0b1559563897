/**
 * Whom a text names: field `m` of kind `text`, a list of [account, from, to] in UTF-16 units of the text, the `@` included (MSG-2). A list that
 * breaks any rule names nobody; the text stands as if there were none.
 */
import type { CborValue } from '../../codec/index.ts'
import { type AccountId, ID_BYTES, idBytes, idFromBytes } from '../../ids/index.ts'
import { INTRINSIC } from '../../limits.ts'
import { type Result, fail, ok } from '../../result.ts'

export interface Mention {
  readonly account: AccountId
  readonly from: number
  readonly to: number
}

const NOBODY: readonly Mention[] = []

/** Ascending, none over another, each from an `@` of the text to a place inside it or at its end. */
export function readMentions(value: CborValue | undefined, text: string): readonly Mention[] {
  if (!isList(value) || value.length > INTRINSIC.MENTIONS) return NOBODY
  const mentions: Mention[] = []
  let end = 0
  for (const item of value) {
    const mention = readMention(item)
    if (mention === undefined || mention.from < end || !fits(mention, text)) return NOBODY
    mentions.push(mention)
    end = mention.to
  }
  return mentions
}

/** The field for these mentions; in any order, since a person may have put the second one first. */
export function mentionsField(mentions: readonly Mention[], text: string): Result<CborValue, 'TOO_MANY' | 'OUT_OF_RANGE'> {
  if (mentions.length > INTRINSIC.MENTIONS) return fail('TOO_MANY')
  const field = mentions.toSorted((a, b) => a.from - b.from).map(({ account, from, to }): CborValue => [idBytes(account), from, to])
  return readMentions(field, text).length === mentions.length ? ok(field) : fail('OUT_OF_RANGE')
}

function readMention(value: CborValue): Mention | undefined {
  if (!isList(value) || value.length !== 3) return undefined
  const [account, from, to] = value
  if (!(account instanceof Uint8Array) || account.length !== ID_BYTES.account) return undefined
  if (typeof from !== 'number' || typeof to !== 'number' || from < 0) return undefined
  return { account: idFromBytes('account', account), from, to }
}

function fits({ from, to }: Mention, text: string): boolean {
  return from + 1 < to && to <= text.length && text[from] === '@' && !isInsideOfPair(text, to)
}

/** Between the two halves of one character. */
function isInsideOfPair(text: string, at: number): boolean {
  return (text.codePointAt(at - 1) ?? 0) > 0xffff
}

function isList(value: CborValue | undefined): value is readonly CborValue[] {
  return Array.isArray(value)
}
