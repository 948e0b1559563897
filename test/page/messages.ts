/** Messages as an engine shows them, made up of what a test is about. */
import type { AccountId, RoomId } from '../../shared/ids/index.ts'
import type { Delivery, ImportedMark, MessageView } from '../../shared/messenger/index.ts'
import { parseId } from '../../shared/ids/index.ts'

export const ME = account(1)
export const MUM = account(2)
export const ROOM: RoomId = valid(parseId('room', 'aa'.repeat(32)))

export function account(number: number): AccountId {
  return valid(parseId('account', hex(number, 32)))
}

export function messageId(number: number): string {
  return hex(number, 16)
}

/** `number` is its id and, unless said otherwise, its minute. */
export function message(number: number, parts: Partial<MessageView> = {}): MessageView {
  return {
    id: messageId(number),
    room: ROOM,
    author: { account: MUM, name: '엄마' },
    time: AT + number * 60_000,
    kind: 'text',
    text: `글 ${number}`,
    mentions: [],
    attachments: [],
    card: undefined,
    place: undefined,
    holds: undefined,
    mentionsMe: false,
    replyTo: undefined,
    edited: undefined,
    deleted: false,
    hidden: false,
    reactions: [],
    pinned: false,
    imported: undefined,
    delivery: { state: 'received' },
    change: undefined,
    arrivedAt: AT + number * 60_000,
    inDoubt: false,
    twoStories: false,
    rewritten: false,
    system: undefined,
    ...parts,
  }
}

export function own(number: number, delivery: Partial<Exclude<Delivery, { state: 'received' }>> = {}, parts: Partial<MessageView> = {}) {
  const state = { state: 'queued', holders: 0, delivered: 0, read: 0, of: 1, at: [], waitingFor: [], ...delivery } as const
  return message(number, { author: { account: ME, name: '지우' }, delivery: state, ...parts })
}

/** Out of the file of another messenger: by Mum, unless said otherwise. */
export function imported(number: number, mark: Partial<ImportedMark> = {}, parts: Partial<MessageView> = {}): MessageView {
  return message(number, {
    imported: {
      app: 'kakaotalk',
      author: '엄마',
      isUnsigned: true,
      archive: ROOM,
      batch: 1,
      kind: 'text',
      isMine: false,
      writtenTime: '2022-10-15T15:00',
      attachments: [],
      reactions: [],
      isLong: false,
      ...mark,
    },
    ...parts,
  })
}

export function line(number: number, parts: Partial<MessageView> = {}): MessageView {
  const by = { account: MUM, name: '엄마' }
  return message(number, { id: `line ${number}`, text: undefined, system: { act: 'join', by, target: by, detail: undefined }, ...parts })
}

/** 15 October 2022, 3 PM where the test runs. */
export const AT = new Date(2022, 9, 15, 15, 0).getTime()

function hex(number: number, bytes: number): string {
  return number.toString(16).padStart(bytes * 2, '0')
}

function valid<T>(id: T | undefined): T {
  if (id === undefined) throw new Error('not an id')
  return id
}
