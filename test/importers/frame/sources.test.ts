/** Files, folders and mails: what is read of them, what is not, and what happens when they change under the reader. */
import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ImportFile } from '../../../shared/importers/index.ts'
import { IMPORT } from '../../../shared/limits.ts'
import { openSource } from '../../../src-main/engine/importing/index.ts'
import { collect } from '../collect.ts'
import { aChatFormat, aContactsFormat, aConversation } from './a-format.ts'
import { rawZip } from './raw-zip.ts'

const formats = [aChatFormat, aContactsFormat]
const CHAT = aConversation('우리 집', ['안녕', 'file 사진.jpg'])
let folder = ''
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'sarangbang-sources-'))))
afterEach(() => rmSync(folder, { recursive: true }))

function put(path: string, content: string | Uint8Array): string {
  const at = join(folder, path)
  mkdirSync(join(at, '..'), { recursive: true })
  writeFileSync(at, content)
  return at
}

async function lengthOf(file: ImportFile): Promise<number> {
  let length = 0
  for await (const piece of file.bytes()) length += piece.length
  return length
}

describe('[IMP-4] a folder', () => {
  it('is read with all below it, names in NFC', async () => {
    put('채팅/KakaoTalkChats.txt'.normalize('NFD'), CHAT)
    put('채팅/사진.jpg'.normalize('NFD'), 'x')
    put('people.vcf', 'PEOPLE\n민수\n')
    const { chats, contacts, summary } = await collect(folder, { formats })
    expect(chats[0]?.records[1]?.attachments).toEqual([{ name: '사진.jpg', present: true, path: '채팅/사진.jpg' }])
    expect(contacts).toHaveLength(1)
    expect(summary.files.map(({ path }) => path)).toEqual(['채팅/KakaoTalkChats.txt', 'people.vcf'])
  })

  it('does not lead out of itself, nor round in circles', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'sarangbang-outside-'))
    writeFileSync(join(outside, '_chat.txt'), CHAT)
    put('a/_chat.txt', CHAT)
    symlinkSync(join(outside, '_chat.txt'), join(folder, 'WhatsApp.txt'))
    symlinkSync(outside, join(folder, 'out'))
    symlinkSync(folder, join(folder, 'a/round'))
    const { chats } = await collect(folder, { formats })
    expect(chats).toHaveLength(1)
    rmSync(outside, { recursive: true })
  })

  it('in which a file becomes a link, a pipe or nothing after it was listed, still gives the others', async () => {
    for (const name of ['KakaoTalk_1.txt', 'KakaoTalk_2.txt', 'KakaoTalk_3.txt', 'KakaoTalk_4.txt']) put(name, CHAT)
    const source = await openSource(folder)
    rmSync(join(folder, 'KakaoTalk_1.txt'))
    symlinkSync('/etc/hostname', join(folder, 'KakaoTalk_1.txt'))
    rmSync(join(folder, 'KakaoTalk_2.txt'))
    execFileSync('mkfifo', [join(folder, 'KakaoTalk_2.txt')])
    rmSync(join(folder, 'KakaoTalk_3.txt'))
    const told = await Promise.allSettled(source.files.map(lengthOf))
    const changed = { status: 'rejected', reason: { code: 'IMPORT_UNREADABLE' } }
    expect(told).toMatchObject([changed, changed, changed, { value: Buffer.byteLength(CHAT) }])
  })

  it('may hold IMPORT.ENTRIES files and folders, and no more', async () => {
    for (let at = 0; at < IMPORT.ENTRIES - 1; at++) writeFileSync(join(folder, `${at}.jpg`), '')
    put('_chat.txt', CHAT)
    expect((await collect(folder, { formats })).chats).toHaveLength(1)
    put('one-more.jpg', '')
    expect((await collect(folder, { formats })).summary.code).toBe('IMPORT_TOO_MANY_FILES')
  }, 60_000)

  it('says which of its files is unknown', async () => {
    put('WhatsApp.txt', 'nothing of the kind')
    expect((await collect(folder, { formats })).summary.files).toEqual([{ outcome: 'unknown', path: 'WhatsApp.txt' }])
  })
})

describe('[IMP-4] a file', () => {
  it('is what its content is, whatever it is called', async () => {
    expect((await collect(put('holiday.jpg', CHAT), { formats })).chats).toHaveLength(1)
    expect((await collect(put('note.txt', rawZip([{ name: '_chat.txt', content: Buffer.from(CHAT) }])), { formats })).chats).toHaveLength(1)
    expect((await collect(put('x.zip', CHAT), { formats })).summary.code).toBe('IMPORT_BAD_ARCHIVE')
  })

  it('that is not there, a pipe or a device is a code', async () => {
    execFileSync('mkfifo', [join(folder, 'pipe')])
    for (const path of [join(folder, 'nothing'), join(folder, 'pipe'), '/dev/zero', '', 'a\0b']) {
      expect((await collect(path === '' ? join(folder, 'none') : path, { formats })).summary.code).toBe('IMPORT_UNREADABLE')
    }
  })

  it.each([
    ['grows', (at: string) => appendFileSync(at, 'more')],
    ['shrinks', (at: string) => truncateSync(at, 1_000_000)],
    ['goes', (at: string) => rmSync(at)],
  ])('that %s while it is read is a code', async (name, change) => {
    const at = put(
      `${name}.txt`,
      aConversation(
        'x',
        Array.from({ length: 200_000 }, () => 'a'),
      ),
    )
    const source = await openSource(at)
    const [file] = source.files
    if (name === 'goes') change(at)
    const reading = (async () => {
      let isFirst = true
      for await (const piece of file?.bytes() ?? []) {
        if (isFirst) change(at)
        isFirst = piece.length === 0
      }
    })()
    await expect(reading).rejects.toMatchObject({ code: 'IMPORT_UNREADABLE' })
  })

  it('larger than IMPORT.TEXT_BYTES is not begun', async () => {
    const at = put('large.txt', CHAT)
    truncateSync(at, IMPORT.TEXT_BYTES + 1)
    expect((await collect(at, { formats })).summary.code).toBe('IMPORT_TOO_LARGE')
    truncateSync(at, IMPORT.TEXT_BYTES)
    const stop = new AbortController()
    const { summary } = await collect(at, { formats, signal: stop.signal, progress: () => stop.abort() })
    expect(summary.code).not.toBe('IMPORT_TOO_LARGE')
  })
})

describe('[IMP-4] a mail', () => {
  function mail(parts: readonly { readonly head: string; readonly body: string }[]): string {
    const head = 'From: a@example.com\r\nSubject: 대화\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="B"\r\n\r\n'
    return `${head}${parts.map((part) => `--B\r\n${part.head}\r\n\r\n${part.body}\r\n`).join('')}--B--\r\n`
  }
  const attached = (name: string, content: string | Uint8Array) => ({
    head: `Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename="${name}"`,
    body: Buffer.from(content as string)
      .toString('base64')
      .replace(/.{76}/g, '$&\r\n'),
  })

  it('gives its attachments as files, also with encoded and hostile names', async () => {
    const encoded = `=?UTF-8?B?${Buffer.from('KakaoTalkChats 방.txt').toString('base64')}?=`
    const at = put(
      'm.eml',
      mail([{ head: 'Content-Type: text/plain', body: 'hello' }, attached(encoded, CHAT), attached('../../사진.jpg', 'x')]),
    )
    const { chats, summary } = await collect(at, { formats })
    expect(summary.code).toBeUndefined()
    expect(chats[0]?.records[1]?.attachments).toEqual([{ name: '사진.jpg', present: true, path: '사진.jpg' }])
  })

  it('is known by its content too, and has none of it in an archive', async () => {
    expect((await collect(put('m.txt', mail([attached('KakaoTalkChats.txt', CHAT)])), { formats })).chats).toHaveLength(1)
    const zip = rawZip([{ name: '_chat.txt', content: Buffer.from(CHAT) }])
    expect((await collect(put('z.eml', mail([attached('x.zip', zip)])), { formats })).summary.code).toBe('IMPORT_NESTED')
  })

  it('is opened in a folder and in an archive, as a folder of its own', async () => {
    const text = mail([attached('KakaoTalkChats.txt', CHAT), attached('사진.jpg', 'x')])
    put('받은 편지/대화.eml', text)
    put('받은 편지/other.eml', mail([attached('notes.txt', 'nothing')]))
    put('받은 편지/broken.eml', Buffer.alloc(100_000, 0xff))
    const found = { name: '사진.jpg', present: true, path: '받은 편지/대화.eml/사진.jpg' }
    expect((await collect(folder, { formats })).chats.map(({ records }) => records[1]?.attachments)).toEqual([[found]])
    const zip = put('mails.zip', rawZip([{ name: '받은 편지/대화.eml', content: Buffer.from(text) }]))
    expect((await collect(zip, { formats })).chats.map(({ records }) => records[1]?.attachments)).toEqual([[found]])
    const within = rawZip([{ name: 'x.zip', content: rawZip([{ name: '_chat.txt', content: Buffer.from(CHAT) }]) }])
    expect(
      (await collect(put('z.zip', rawZip([{ name: 'a.eml', content: Buffer.from(mail([attached('x.zip', within)])) }])), { formats }))
        .chats,
    ).toEqual([])
  })

  it('is opened beside IMPORT.MAILS others and no more, unless it is larger than IMPORT.MAIL_BYTES', async () => {
    const text = mail([attached('KakaoTalkChats.txt', CHAT)])
    for (let at = 0; at <= IMPORT.MAILS; at++) put(`${at}.eml`, text)
    expect((await collect(folder, { formats })).chats).toHaveLength(IMPORT.MAILS)
    for (let at = 0; at <= IMPORT.MAILS; at++) truncateSync(put(`${at}.eml`, text), at < 2 ? IMPORT.MAIL_BYTES + at : 0)
    expect((await collect(folder, { formats })).chats).toHaveLength(1)
  })

  it('larger than IMPORT.MAIL_BYTES is refused, and one that nests without end is no crash', async () => {
    const at = put('large.eml', mail([attached('KakaoTalkChats.txt', CHAT)]))
    truncateSync(at, IMPORT.MAIL_BYTES)
    expect((await collect(at, { formats })).chats).toHaveLength(1)
    truncateSync(at, IMPORT.MAIL_BYTES + 1)
    expect((await collect(at, { formats })).summary.code).toBe('IMPORT_TOO_LARGE')
    let deep = ''
    for (let depth = 0; depth < 3000; depth++) deep += `Content-Type: multipart/mixed; boundary="${depth}"\r\n\r\n--${depth}\r\n`
    const { summary, chats } = await collect(put('deep.eml', `MIME-Version: 1.0\r\n${deep}`), { formats })
    expect(chats).toEqual([])
    expect([undefined, 'IMPORT_BAD_ARCHIVE']).toContain(summary.code)
  })
})
