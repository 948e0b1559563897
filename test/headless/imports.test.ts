/** Moving in by command: a real export of WhatsApp into a fresh profile, again, and back out of it. */
import { appendFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCommand } from './terminal.ts'

const TALK = [
  '12/03/2024, 14:05 - Messages and calls are end-to-end encrypted. No one outside of this chat, not even WhatsApp, can read or listen to them.',
  '12/03/2024, 14:05 - Mum: Dinner?',
  '12/03/2024, 14:06 - Sun: Yes please',
  '13/03/2024, 09:00 - Sun: <Media omitted>',
  '',
].join('\n')

describe('importing by command', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sb-imports-'))
  const path = join(folder, 'WhatsApp Chat with Sun.txt')
  const command = async (...args: readonly string[]) => {
    const { code, out, err } = await runCommand([...args, '--profile', join(folder, 'profile'), '--json'])
    return { code, out: out === '' ? undefined : JSON.parse(out), err }
  }

  beforeAll(async () => {
    writeFileSync(path, TALK)
    await command('init', '--name', 'Mum', '--words-out', join(folder, 'words'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('[ARC-9] shows first what it would bring in', async () => {
    const { code, out } = await command('import', 'read', path, '--dry-run')
    expect(code).toBe(0)
    expect(out).toMatchObject({ chats: [{ app: 'whatsapp', title: 'Sun', records: 4, me: 'Mum', first: '2024-03-12T14:05' }] })
    expect((await command('import', 'list')).out).toEqual({ batches: [], archives: [] })
  })

  it('[ARC-6] brings it in once, however often, finds it, and takes it back', async () => {
    const args = ['--zone', 'Asia/Seoul', '--person', 'Sun=new']
    const first = await command('import', 'read', path, ...args)
    expect(first.out.batch).toMatchObject({ batch: 1, messages: 4, known: 0, people: 1, sources: ['WhatsApp Chat with Sun.txt'] })
    appendFileSync(path, '14/03/2024, 08:00 - Sun: Good morning\n')
    expect((await command('import', 'read', path, ...args)).out.batch).toMatchObject({ batch: 2, messages: 1, known: 4, people: 0 })
    const listed = (await command('import', 'list')).out
    expect(listed.archives).toMatchObject([{ title: 'Sun', app: 'whatsapp', messages: 5, batches: [2, 1] }])
    const { messages } = (await command('messages', '--room', listed.archives[0].archive)).out
    expect(messages.map(({ text }: { text: string }) => text)).toContain('Dinner?')
    const byName = (await command('messages', '--room', 'sun')).out
    expect(byName).toMatchObject({ room: listed.archives[0].archive, messages })
    expect((await command('search', 'please', '--room', 'Sun')).out.results).toHaveLength(1)
    const [hit] = (await command('search', 'please')).out.results
    expect(hit.imported).toMatchObject({ app: 'whatsapp', author: 'Sun', isUnsigned: true, batch: 1 })
    expect((await command('import', 'undo', '2')).out).toEqual({ batch: 2, messages: 1 })
    expect((await command('import', 'undo', '2')).code).toBe(1)
    expect((await command('import', 'undo', 'x')).code).toBe(2)
  })

  it('[BOOK-5] invites whom it brought in, each by a link of his own', async () => {
    const { people } = (await command('people')).out
    expect(people).toMatchObject([{ name: 'Sun', sources: ['whatsapp'], invited: [] }])
    const { invitations } = (await command('people', 'invite', 'sun', '--how', 'print')).out
    expect(invitations).toMatchObject([{ name: 'Sun', link: expect.stringContaining('sarangbang://add#') }])
    expect((await command('people', 'invite', '--all')).code).toBe(1)
    expect((await command('people')).out.people[0].invited).toMatchObject([{ how: 'print' }])
    expect((await command('people', 'invite')).code).toBe(2)
    expect((await command('people', 'invite', 'nobody')).code).toBe(1)
  })

  it('[ARC-1] says that a name fits two, and which they are', async () => {
    const { batch } = (await command('import', 'read', path, '--new', 'Sun')).out
    const { archives } = (await command('import', 'list')).out
    const twin = archives.map(({ title }: { title: string }) => title)
    expect(twin).toEqual(['Sun', 'Sun'])
    const { code, err } = await command('messages', '--room', 'Sun')
    expect([code, JSON.parse(err).error.code]).toEqual([1, 'AMBIGUOUS'])
    for (const { archive } of archives) expect((await command('messages', '--room', archive.slice(0, 12))).out.room).toBe(archive)
    expect((await command('import', 'undo', String(batch.batch))).code).toBe(0)
    expect((await command('messages', '--room', 'nothing of that name')).code).toBe(1)
  })

  it('says what is wrong with what it is told', async () => {
    const failed = async (...args: readonly string[]) => {
      const { code, err } = await command('import', 'read', ...args)
      return [code, JSON.parse(err).error.code]
    }
    expect(await failed(path, '--room', 'x', '--new', 'y')).toEqual([2, 'USAGE'])
    expect(await failed(path, '--zone', 'Mars/Base')).toEqual([1, 'BAD_ZONE'])
    expect(await failed(path, '--person', 'Sun')).toEqual([2, 'USAGE'])
    expect(await failed(path, '--person', 'Sun=nobody')).toEqual([1, 'NO_CONTACT'])
    expect(await failed(path, '--room', 'nowhere')).toEqual([1, 'NO_ROOM'])
    expect(await failed(join(folder, 'words'))).toEqual([1, 'IMPORT_UNKNOWN'])
    expect(await failed(join(folder, 'gone'))).toEqual([1, 'IMPORT_UNREADABLE'])
  })
})

const SAMPLES = join(import.meta.dirname, '../../../shared/reference/import-samples')

describe.skipIf(!existsSync(SAMPLES))('real exports, all at once', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sb-samples-'))
  const profile = join(folder, 'profile')
  const command = async (...args: readonly string[]) => {
    const { code, out } = await runCommand([...args, '--profile', profile, '--json'])
    return { code, out: JSON.parse(out) }
  }
  const paths = ['kakaotalk', 'whatsapp', 'telegram', 'signal', 'meta', 'contacts'].map((name) => join(SAMPLES, name))

  beforeAll(async () => void (await command('init', '--name', 'Mum', '--words-out', join(folder, 'words'))))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('[ARC-2] come in once, are all there, and go again', async () => {
    const first = (await command('import', 'read', ...paths)).out
    const records = first.chats.reduce((sum: number, chat: { records: number }) => sum + chat.records, 0)
    expect(records).toBeGreaterThan(500)
    expect(first.batch.messages + first.batch.known).toBe(records)
    const again = (await command('import', 'read', ...paths)).out
    expect(again.batch).toMatchObject({ messages: 0, known: records, people: 0, mended: 0 })
    const { archives } = (await command('import', 'list')).out
    expect(archives.reduce((sum: number, { messages }: { messages: number }) => sum + messages, 0)).toBe(first.batch.messages)
    expect((await command('import', 'undo', '2')).out.messages).toBe(0)
    expect((await command('import', 'undo', '1')).out.messages).toBe(first.batch.messages)
    expect((await command('import', 'list')).out).toEqual({ batches: [], archives: [] })
    expect((await command('people')).out.people).toEqual([])
  })
})
