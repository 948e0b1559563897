/**
 * Do they all see the same? What must be equal on every computer: which rooms two people share, and in each room the same messages in the
 * same order with the same texts, edits, deletions and reactions. What each person may see differently (the names they gave, how far own
 * messages got, what is unread) is left out.
 */
import { expect } from 'vitest'
import type { Message } from './cli-shapes.ts'
import { messagesIn, roomsOf } from './acts.ts'
import type { Person } from './person.ts'

export interface SeenRoom {
  readonly kind: string
  readonly state: string
  readonly members: number
  readonly messages: readonly unknown[]
}

/** By room id. */
export async function viewOf(person: Person): Promise<ReadonlyMap<string, SeenRoom>> {
  const view = new Map<string, SeenRoom>()
  for (const { room, kind, state, members } of await roomsOf(person)) {
    view.set(room, { kind, state, members, messages: (await messagesIn(person, room)).map(common) })
  }
  return view
}

/** Throws unless every two of them see the rooms they share alike; each id once. */
export async function expectAgreement(people: readonly Person[], sharedByAll: readonly string[]): Promise<void> {
  const [first, ...others] = await Promise.all(people.map(viewOf))
  if (first === undefined) return
  for (const view of [first, ...others]) {
    for (const room of sharedByAll) expect(view.get(room)).toEqual(first.get(room))
    for (const { messages } of view.values()) expect(new Set(messages.map((each) => JSON.stringify(each))).size).toBe(messages.length)
  }
  for (const one of [first, ...others]) {
    for (const other of others) for (const [room, seen] of one) if (other.has(room)) expect(other.get(room)).toEqual(seen)
  }
}

function common({ id, author, time, kind, text, replyTo, edited, deleted, reactions, system }: Message): unknown {
  return {
    id,
    author: author.account,
    time,
    kind,
    // A line about the room names people as this person calls them.
    text: system === undefined ? text : '',
    replyTo,
    edited,
    deleted,
    reactions: reactions.map(({ emoji, accounts }) => ({ emoji, accounts })),
    ...(system !== undefined && { act: system.act, by: system.by.account, target: system.target?.account, detail: system.detail }),
  }
}
