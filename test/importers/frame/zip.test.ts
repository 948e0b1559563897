/** Archives: honest ones of all makers, and those that are made to hurt. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, deflateRawSync } from 'node:zlib'
import iconv from 'iconv-lite'
import { afterAll, describe, expect, it } from 'vitest'
import { openSource } from '../../../src-main/engine/importing/index.ts'
import { IMPORT } from '../../../shared/limits.ts'
import { collect } from '../collect.ts'
import { aChatFormat, aContactsFormat, aConversation } from './a-format.ts'
import { type RawEntry, rawZip } from './raw-zip.ts'

const folder = mkdtempSync(join(tmpdir(), 'sarangbang-zip-'))
const path = join(folder, 'x.zip')
const formats = [aChatFormat, aContactsFormat]
const CHAT = Buffer.from(aConversation('우리 집', ['안녕', 'file 사진.jpg', 'file 없음.jpg']))
const chat: RawEntry = { name: '_chat.txt', content: CHAT }

afterAll(() => rmSync(folder, { recursive: true }))

async function read(bytes: Uint8Array) {
  writeFileSync(path, bytes)
  const all = await collect(path, { formats })
  // IMP-4: nothing is unpacked to the disk.
  if (readdirSync(folder).join() !== 'x.zip') throw new Error(readdirSync(folder).join())
  return all
}

async function codeOf(entries: readonly RawEntry[], count?: number): Promise<string | undefined> {
  return (await read(rawZip(entries, count))).summary.code
}

describe('[IMP-4] an archive', () => {
  it('is read by its main file, wherever it lies, with what lies beside it', async () => {
    const picture = { name: iconv.encode('방/사진.jpg', 'cp949'), content: Buffer.from('jpeg') }
    const { summary, chats } = await read(
      rawZip([
        { name: '방/', content: Buffer.alloc(0) },
        picture,
        { ...chat, name: iconv.encode('방/KakaoTalkChats.txt', 'cp949') },
        { name: '방/남은.mp4', content: Buffer.from('x') },
        { name: 'elsewhere.bin', content: Buffer.from('x') },
      ]),
    )
    expect(summary.code).toBeUndefined()
    const [first] = chats
    expect(first?.records.map(({ attachments }) => attachments)).toEqual([
      [],
      [{ name: '사진.jpg', present: true, path: '방/사진.jpg' }],
      [{ name: '없음.jpg', present: false }],
    ])
    expect(summary.unreferenced).toEqual(['방/남은.mp4'])
  })

  it('may have names in NFD, with the flag of UTF-8, with backslashes', async () => {
    const { chats, summary } = await read(
      rawZip([
        { name: '방\\사진.jpg'.normalize('NFD'), content: Buffer.from('x'), flags: 0x800 },
        { ...chat, name: './방\\_chat.txt'.normalize('NFD'), flags: 0x800, isStored: true },
      ]),
    )
    expect(summary.code).toBeUndefined()
    expect(chats[0]?.records[1]?.attachments).toEqual([{ name: '사진.jpg', present: true, path: '방/사진.jpg' }])
  })

  it('may hold several rooms, and parts of one', async () => {
    const part = (number: number): RawEntry => ({
      name: `긴/Talk_2026.1.27 21_37-${number}.txt`,
      content: Buffer.from(aConversation('긴 방', [`part ${number}`, 'again'])),
    })
    const { chats } = await read(rawZip([part(10), part(2), part(1), { ...chat, name: 'b/_chat.txt' }, { ...chat, name: 'a/_chat.txt' }]))
    expect(chats.map(({ head }) => head.title)).toEqual(['우리 집', '우리 집', '긴 방'])
    expect(chats[2]?.records.map(({ seq, text }) => [seq, text])).toEqual([
      [0, 'part 1'],
      [1, 'again'],
      [2, 'part 2'],
      [3, 'again'],
      [4, 'part 10'],
      [5, 'again'],
    ])
  })

  it('may hold exports under any name, and texts that are none', async () => {
    const { chats, summary } = await read(
      rawZip([
        chat,
        { name: 'exported.txt', content: CHAT },
        { name: 'recipe.txt', content: Buffer.from('one egg') },
        { name: 'note.txt', content: CHAT },
        { name: 'b/_chat.txt', content: Buffer.from(aConversation('다른 방', ['file b/note.txt', 'file note.txt'])) },
      ]),
    )
    expect(chats.map(({ head }) => head.title)).toEqual(['우리 집', '다른 방', '우리 집', '우리 집'])
    expect(summary.unreferenced).toEqual(['recipe.txt'])
  })

  it('gives people of their own, but not those that a conversation has as attachments', async () => {
    const people = Buffer.from('PEOPLE\n민수\n')
    const text = Buffer.from(aConversation('방', ['file card.vcf', 'hi']))
    const { contacts } = await read(
      rawZip([
        { name: '_chat.txt', content: text },
        { name: 'card.vcf', content: people },
        { name: 'own.vcf', content: Buffer.from('PEOPLE\n서연\n') },
      ]),
    )
    expect(contacts.map(({ displayName }) => displayName)).toEqual(['서연'])
  })

  it.each([
    ['../_chat.txt'],
    ['a/../../_chat.txt'],
    ['/etc/_chat.txt'],
    ['C:/x/_chat.txt'],
    ['c:\\x\\_chat.txt'],
    ['..\\_chat.txt'],
    ['a\0/_chat.txt'],
    [''],
    ['a/..'],
    [`${'a/'.repeat(3000)}_chat.txt`],
  ])('with the name %j is refused', async (name) => {
    expect(await codeOf([chat, { name, content: CHAT }])).toBe('IMPORT_BAD_NAME')
  })

  it('with a link, a device, or two entries of one name is refused', async () => {
    expect(await codeOf([chat, { name: 'link', content: Buffer.from('/etc/passwd'), mode: 0o120777 }])).toBe('IMPORT_BAD_NAME')
    expect(await codeOf([chat, { name: 'device', content: Buffer.alloc(0), mode: 0o020666 }])).toBe('IMPORT_BAD_NAME')
    expect(await codeOf([chat, chat])).toBe('IMPORT_BAD_NAME')
    expect(
      await codeOf([
        { ...chat, name: '방.txt'.normalize('NFD') },
        { ...chat, name: '방.txt' },
      ]),
    ).toBe('IMPORT_BAD_NAME')
    expect(await codeOf([{ ...chat, mode: 0o100644 }])).toBeUndefined()
  })

  it('may have IMPORT.ENTRIES entries and no more, whatever it claims', async () => {
    const many = Array.from({ length: IMPORT.ENTRIES - 1 }, (_, at) => ({ name: `${at}.jpg`, content: Buffer.alloc(0), isStored: true }))
    expect(await codeOf([chat, ...many])).toBeUndefined()
    expect(await codeOf([chat, ...many, { ...chat, name: 'more' }])).toBe('IMPORT_TOO_MANY_FILES')
    expect(await codeOf([chat], 65_000)).toBe('IMPORT_TOO_MANY_FILES')
    expect(await codeOf([chat], 3)).toBe('IMPORT_BAD_ARCHIVE')
  }, 60_000)

  it('is a bomb by what it claims, from IMPORT.UNPACK_RATIO_FROM_BYTES and IMPORT.UNPACK_RATIO on', async () => {
    const size = IMPORT.UNPACK_RATIO_FROM_BYTES + IMPORT.UNPACK_RATIO
    const packed = Math.ceil(size / IMPORT.UNPACK_RATIO)
    const claiming = (claims: RawEntry['claims']): RawEntry => ({ name: 'x.jpg', content: Buffer.from('x'), ...(claims && { claims }) })
    expect(await codeOf([chat, claiming({ size, packed })])).toBeUndefined()
    expect(await codeOf([chat, claiming({ size: size + IMPORT.UNPACK_RATIO, packed })])).toBe('IMPORT_BOMB')
    expect(await codeOf([chat, claiming({ size: IMPORT.UNPACK_RATIO_FROM_BYTES, packed: 1 })])).toBeUndefined()
  })

  it('may claim IMPORT.UNPACKED_BYTES in all, and no more', async () => {
    const half = (name: string, more = 0): RawEntry => {
      const size = IMPORT.UNPACKED_BYTES / 2 + more
      return { name, content: Buffer.from('x'), claims: { size, packed: size } }
    }
    expect(await codeOf([half('a.jpg'), half('b.jpg')])).toBeUndefined()
    expect(['IMPORT_TOO_LARGE', 'IMPORT_BOMB']).toContain(await codeOf([half('a.jpg'), half('b.jpg', 1)]))
  })

  it('is a bomb by what comes out of it, whatever it claims', async () => {
    const zeros = Buffer.alloc(64 * 1024 * 1024, 0x61)
    CHAT.copy(zeros)
    // Claims little: the first piece is too long already.
    expect(await codeOf([{ name: '_chat.txt', content: zeros, claims: { size: 100 } }])).toBe('IMPORT_BAD_ARCHIVE')
    // Claims packed bytes that belong to others: the ratio is that of the bytes which really went in.
    const others = { name: 'z.bin', content: Buffer.alloc(600_000, 7), isStored: true }
    expect(await codeOf([{ name: '_chat.txt', content: zeros, claims: { packed: 500_000 } }, others])).toBe('IMPORT_BOMB')
  })

  it('whose entries lie upon each other is a bomb where they are many, and else costs what it says', async () => {
    const kernel = Buffer.alloc(IMPORT.UNPACK_RATIO_FROM_BYTES, 0x61)
    CHAT.copy(kernel)
    const first: RawEntry = { name: '_chat.txt', content: kernel }
    const packed = deflateRawSync(kernel).length
    const others = (count: number) =>
      Array.from({ length: count }, (_, at): RawEntry => ({
        ...{ name: `${at}/_chat.txt`, content: Buffer.alloc(0), isStored: true, at: 0 },
        claims: { size: kernel.length, packed, crc32: crc32(kernel), method: 8 },
      }))
    const { summary } = await read(rawZip([first, ...others(3)]))
    expect([summary.code, summary.files.length]).toEqual([undefined, 4])
    expect(await codeOf([first, ...others(IMPORT.UNPACKED_BYTES / kernel.length)])).toBe('IMPORT_BOMB')
  })

  it('may hold IMPORT.ARCHIVED_TEXT_BYTES of one conversation, and no more', async () => {
    const over = IMPORT.ARCHIVED_TEXT_BYTES + 1
    const claims = { size: over, packed: Math.ceil(over / 100) }
    expect(await codeOf([{ ...chat, claims }])).toBe('IMPORT_TOO_LARGE')
    const { summary } = await read(rawZip([chat, { name: 'a/_chat.txt', content: CHAT, claims }]))
    expect(summary.files.map(({ outcome }) => outcome).toSorted()).toEqual(['read', 'rejected'])
    // What is within it comes to unpacking, which finds that it is not what it says.
    const within = { size: IMPORT.ARCHIVED_TEXT_BYTES, packed: Math.ceil(IMPORT.ARCHIVED_TEXT_BYTES / 100) }
    expect(await codeOf([{ ...chat, claims: within }])).toBe('IMPORT_BAD_ARCHIVE')
  })

  it('that is encrypted, packed in a way nobody else does, cut off or damaged is refused with a code', async () => {
    // The old way, AES as WinZip and 7-Zip write it with and without its flag, and PKWARE's own, of which not even the names can be read.
    for (const entry of [
      { flags: 1 },
      { flags: 1, claims: { method: 99 } },
      { claims: { method: 99 } },
      { flags: 0x41 },
      { flags: 0x2041 },
    ])
      expect(await codeOf([{ ...chat, ...entry }])).toBe('IMPORT_ENCRYPTED')
    expect(await codeOf([{ ...chat, claims: { method: 14 } }])).toBe('IMPORT_BAD_ARCHIVE')
    expect(await codeOf([{ ...chat, claims: { crc32: 1 } }])).toBe('IMPORT_BAD_ARCHIVE')
    expect(await codeOf([{ ...chat, claims: { size: CHAT.length + 1 } }])).toBe('IMPORT_BAD_ARCHIVE')
    expect(await codeOf([{ ...chat, at: 1_000_000 }])).toBe('IMPORT_BAD_ARCHIVE')
    const whole = rawZip([{ name: 'a.jpg', content: Buffer.alloc(500, 1), isStored: true }, chat])
    for (let end = 0; end < whole.length; end += 7) {
      expect((await read(whole.subarray(0, end))).summary.code).toBe('IMPORT_BAD_ARCHIVE')
    }
  })

  it('within an archive stays closed', async () => {
    const inner = { name: 'inner.zip', content: rawZip([chat]) }
    expect(await codeOf([inner])).toBe('IMPORT_NESTED')
    const { chats } = await read(rawZip([inner, chat]))
    expect(chats).toHaveLength(1)
  })

  it('with nothing known in it is nobody’s', async () => {
    const { summary } = await read(rawZip([{ name: 'a.txt', content: Buffer.from('nothing') }]))
    expect(summary).toEqual({ files: [{ outcome: 'unknown', path: 'a.txt' }], unreferenced: [] })
    expect(await codeOf([])).toBeUndefined()
  })

  it('can be read again, and closes what it holds open', async () => {
    writeFileSync(path, rawZip([chat]))
    const source = await openSource(path)
    const lengths = [0, 0]
    for (const at of lengths.keys())
      for await (const piece of source.files[0]?.bytes() ?? []) lengths[at] = (lengths[at] ?? 0) + piece.length
    expect(lengths).toEqual([CHAT.length, CHAT.length])
    await source.close()
    await expect(async () => {
      for await (const piece of source.files[0]?.bytes() ?? []) expect(piece).toBeUndefined()
    }).rejects.toMatchObject({ code: 'IMPORT_BAD_ARCHIVE' })
  })
})
