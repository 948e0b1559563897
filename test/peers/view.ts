/**
 * What must be equal on every computer: which rooms two people share, and in each room the same messages in the same order with the same
 * texts, edits, deletions and reactions. What each person may see differently (the names they gave, how far own messages got, what is
 * unread) is left out.
 */
import { answers, type Message } from './cli-shapes.ts'
import type { Person } from './person.ts'

const ALL = '100000'

export interface SeenRoom {
  readonly kind: string
  readonly state: string
  readonly members: number
  readonly messages: readonly unknown[]
}

/** By room id. */
export async function viewOf(person: Person): Promise<ReadonlyMap<string, SeenRoom>> {
  const view = new Map<string, SeenRoom>()
  const { rooms } = await person.ask(answers.rooms, ['rooms'])
  for (const { room, kind, state, members } of rooms) {
    const { messages } = await person.ask(answers.messages, ['messages', '--room', room, '--limit', ALL])
    view.set(room, { kind, state, members, messages: messages.map(common) })
  }
  return view
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
