/** What may be asked about imports and the address book, by whom, and how much of it. */
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { ARCHIVE, BOOK, RPC } from '../../shared/limits.ts'
import { ALLOWED, houseContract } from '../../shared/rpc/index.ts'

const ROOM = 'a'.repeat(64)
const ENTRY = 'b'.repeat(32)
const MESSAGE = 'c'.repeat(32)

function takes(method: keyof typeof houseContract, input: unknown): boolean {
  return v.safeParse(houseContract[method].input, input).success
}
function many<T>(count: number, one: T): readonly T[] {
  return Array.from({ length: count }, () => one)
}

describe('[RPC-7] inputs', () => {
  it('name files by paths of a length, and so many', () => {
    const begin = (paths: readonly unknown[]) => takes('imports.begin', { paths })
    expect(begin(many(ARCHIVE.SOURCES, 'x'.repeat(RPC.PATH_CHARACTERS)))).toBe(true)
    expect([
      begin(many(ARCHIVE.SOURCES + 1, 'x')),
      begin(['x'.repeat(RPC.PATH_CHARACTERS + 1)]),
      begin([]),
      begin(['']),
      begin([7]),
    ]).toEqual(many(5, false))
  })

  it('of a plan name so many chats and authors, rightly', () => {
    const plan = (chats: readonly unknown[], zone = 'Asia/Seoul') =>
      takes('imports.commit', { id: 'x', plan: { zone, chats, contacts: true } })
    const chat = { chat: 0, target: { to: 'room', room: ROOM }, me: '나' }
    const author = { name: 'x'.repeat(ARCHIVE.AUTHOR_CHARACTERS), who: { is: 'entry', entry: ENTRY } }
    expect(plan(many(ARCHIVE.CHATS, chat))).toBe(true)
    expect(plan([{ ...chat, authors: many(ARCHIVE.AUTHORS, author) }])).toBe(true)
    expect(plan(many(ARCHIVE.CHATS + 1, chat))).toBe(false)
    expect(plan([{ ...chat, authors: many(ARCHIVE.AUTHORS + 1, author) }])).toBe(false)
    for (const bad of [
      { ...chat, target: { to: 'room', room: 'x' } },
      { ...chat, target: { to: 'moon' } },
      { ...chat, chat: -1 },
      { ...chat, extra: 1 },
      { ...chat, authors: [{ name: `${author.name}x`, who: author.who }] },
      { ...chat, authors: [{ name: 'x', who: { is: 'entry', entry: '../../x' } }] },
    ])
      expect(plan([bad]), JSON.stringify(bad).slice(0, 80)).toBe(false)
    expect(plan([chat], 'x'.repeat(65))).toBe(false)
  })

  it('share and invite so many at once', () => {
    const share = (count: number) =>
      takes('imports.share', { room: ROOM, messages: many(count, MESSAGE), language: 'ko', zone: 'Asia/Seoul' })
    expect([share(1), share(ARCHIVE.SHARED), share(0), share(ARCHIVE.SHARED + 1)]).toEqual([true, true, false, false])
    const invite = (count: number) => takes('book.invite', { entries: many(count, ENTRY), how: 'link', language: 'en' })
    expect([invite(BOOK.INVITED_AT_ONCE), invite(BOOK.INVITED_AT_ONCE + 1), invite(0)]).toEqual([true, false, false])
  })

  it('give pieces of a size', () => {
    const give = (bytes: string) => takes('imports.give', { id: 'x', name: 'a/b.txt', bytes, isFileOver: false })
    expect(give(Buffer.alloc(RPC.BUNDLE_CHUNK_BYTES).toString('base64'))).toBe(true)
    expect(give(Buffer.alloc(RPC.BUNDLE_CHUNK_BYTES + 64).toString('base64'))).toBe(false)
  })
})

it('[RPC-6] a page from elsewhere gives its own files, and points at none of this computer', () => {
  expect(ALLOWED.phone).toContain('imports.give')
  expect(ALLOWED.phone).not.toContain('imports.begin')
  expect([...ALLOWED.desktop, ...ALLOWED.cli]).toContain('imports.begin')
})
