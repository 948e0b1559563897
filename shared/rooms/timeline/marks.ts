/**
 * MSG-4: what people put on messages. Per account and key the latest mark counts; the caps keep one account, or many, from burying a message
 * under marks. A pure function of the set of marks.
 */
import type { AccountId, DeviceId, MessageId } from '../../ids/index.ts'
import { INTRINSIC } from '../../limits.ts'
import { PIN, type Mark, type Time, compareTime, emojiOf } from '../kinds/index.ts'

export interface MarkBy {
  readonly account: AccountId
  readonly device: DeviceId
  readonly mark: Mark
}

/** One emoji on one message. */
export interface Reaction {
  readonly emoji: string
  /** In the order they reacted. */
  readonly accounts: readonly AccountId[]
}

export interface Pin {
  readonly message: MessageId
  readonly account: AccountId
  readonly time: Time
}

/** The marks that count: of each account, message and key the highest (t, device id), whether it is on or off. */
export function currentMarks(marks: readonly MarkBy[]): readonly MarkBy[] {
  const current = new Map<string, MarkBy>()
  for (const item of marks) {
    const key = `${item.account}:${item.mark.message}:${item.mark.what}`
    const held = current.get(key)
    if (held === undefined || compareMarks(item, held) > 0) current.set(key, item)
  }
  return [...current.values()].toSorted(byTimeThenAccount)
}

/** The reactions on one message, oldest kind first: of each account its first 10, of all the first 20 kinds. */
export function reactionsOf(marks: readonly MarkBy[]): readonly Reaction[] {
  const byEmoji = new Map<string, AccountId[]>()
  const counts = new Map<AccountId, number>()
  for (const { account, mark } of currentMarks(marks)) {
    const emoji = emojiOf(mark.what)
    const count = counts.get(account) ?? 0
    if (emoji === undefined || !mark.isOn || count >= INTRINSIC.REACTIONS_PER_ACCOUNT) continue
    counts.set(account, count + 1)
    const accounts = byEmoji.get(emoji)
    if (accounts === undefined) byEmoji.set(emoji, [account])
    else accounts.push(account)
  }
  return [...byEmoji].slice(0, INTRINSIC.REACTION_KINDS_PER_MESSAGE).map(([emoji, accounts]) => ({ emoji, accounts }))
}

/**
 * The room's pins, newest first, at most 50. A pin is everybody's: whoever put one up or took it down last decides, so that nobody's pin can
 * only be taken down by himself.
 */
export function pinsOf(marks: readonly MarkBy[]): readonly Pin[] {
  const last = new Map<MessageId, MarkBy>()
  for (const item of currentMarks(marks)) if (item.mark.what === PIN) last.set(item.mark.message, item)
  const pins = [...last.values()].filter(({ mark }) => mark.isOn)
  const newest = pins
    .map(({ account, mark }): Pin => ({ message: mark.message, account, time: mark.time }))
    .toSorted((a, b) => compareTime(b.time, a.time) || (a.message < b.message ? -1 : 1))
  return newest.slice(0, INTRINSIC.ROOM_PINS)
}

function compareMarks(a: MarkBy, b: MarkBy): number {
  return compareTime(a.mark.time, b.mark.time) || compareText(a.device, b.device)
}

function byTimeThenAccount(a: MarkBy, b: MarkBy): number {
  return (
    compareTime(a.mark.time, b.mark.time) ||
    compareText(a.account, b.account) ||
    compareText(a.mark.message, b.mark.message) ||
    compareText(a.mark.what, b.mark.what)
  )
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
