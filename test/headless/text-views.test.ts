/** Lines the command line prints for a person. */
import { expect, it } from 'vitest'
import { idFromBytes } from '../../shared/ids/index.ts'
import type { MessageView } from '../../shared/messenger/index.ts'
import { messageJson } from '../../src-main/headless/json-shapes.ts'
import { messageText } from '../../src-main/headless/text-views.ts'

const plain: MessageView = {
  id: idFromBytes('message', new Uint8Array(16)),
  room: idFromBytes('room', new Uint8Array(32)),
  author: { account: idFromBytes('account', new Uint8Array(32)), name: '이브' },
  time: 0,
  kind: 'text',
  text: '다른 말',
  mentions: [],
  attachments: [],
  card: undefined,
  place: undefined,
  holds: undefined,
  mentionsMe: false,
  pinned: false,
  imported: undefined,
  replyTo: undefined,
  edited: undefined,
  deleted: false,
  hidden: false,
  reactions: [],
  delivery: { state: 'received' },
  arrivedAt: 0,
  inDoubt: false,
  twoStories: false,
  rewritten: false,
  system: undefined,
  change: undefined,
}

it('[SNAP-4] a message that was changed without saying so says it, in both languages and to programs; no other does', () => {
  const rewritten = { ...plain, rewritten: true }
  expect(messageText(rewritten, 'ko', 0)).toContain('몰래 바꾼 글')
  expect(messageText(rewritten, 'en', 0)).toContain('changed without saying so')
  expect(messageJson(rewritten, '다른 말')).toMatchObject({ rewritten: true })
  expect(messageText(plain, 'ko', 0)).not.toContain('몰래')
  expect(messageJson(plain, '다른 말')).not.toHaveProperty('rewritten')
})
