/** Every character set, with and without a mark, in pieces, and with its first letter beyond ASCII late in the file. */
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { afterAll, describe, expect, it } from 'vitest'
import { rmSync } from 'node:fs'
import { decoders } from '../../../src-main/engine/importing/index.ts'
import { collect } from '../collect.ts'
import { aChatFormat, aConversation } from './a-format.ts'

const folder = mkdtempSync(join(tmpdir(), 'sarangbang-encoding-'))
afterAll(() => rmSync(folder, { recursive: true }))
let made = 0

async function read(bytes: Uint8Array) {
  const path = join(folder, `${made++}.txt`)
  writeFileSync(path, bytes)
  const { found, chats, summary } = await collect(path, { formats: [aChatFormat] })
  const [file] = summary.files
  return {
    encoding: file?.outcome === 'read' ? file.encoding : undefined,
    found: found[0]?.encoding,
    texts: chats.flatMap(({ records }) => records.map((record) => record.text)),
    title: chats[0]?.head.title,
    chats,
  }
}

const KOREAN = aConversation('우리 집', ['똠양꿍 먹자', '뷁', '햏햏', '내일 몇 시에 올 거야?'])
const JAPANESE = aConversation('家族', ['明日は何時に来ますか', '写真を送りました', 'おはよう'], 'お母さん')
const TRADITIONAL = aConversation('家人', ['你今天會回來吃飯嗎', '我們在這裡等你', '好的'], '媽媽')
const SIMPLIFIED = aConversation('家人', ['你今天会回来吃饭吗', '我们在这里等你', '好的'], '妈妈')
const WESTERN = aConversation('Famille', ['Ça va très bien, à bientôt', 'Où êtes-vous ?', 'Grüße aus Köln'], 'René')
const ENGLISH = aConversation('Family', ['only plain letters'], 'Ben').replace('대화: Family\n', '\n')
const GERMAN = aConversation('Familie', ['Grüße aus Köln', 'schöne Bücher für später'], 'Jörg')

function textsOf(conversation: string): readonly (string | undefined)[] {
  return conversation
    .split('\n')
    .slice(1, -1)
    .map((line) => line.split('\t')[2])
}

describe('[IMP-3] a file is read in the character set it is in', () => {
  it.each([
    ['utf-8', KOREAN, Buffer.from(KOREAN)],
    ['utf-8', KOREAN, Buffer.from(`\ufeff${KOREAN}`)],
    ['utf-16le', KOREAN, iconv.encode(KOREAN, 'utf16le', { addBOM: true })],
    ['utf-16be', KOREAN, iconv.encode(KOREAN, 'utf16be', { addBOM: true })],
    ['utf-16le', KOREAN, iconv.encode(KOREAN, 'utf16le')],
    ['utf-16be', KOREAN, iconv.encode(KOREAN, 'utf16be')],
    ['cp949', KOREAN, iconv.encode(KOREAN, 'cp949')],
    ['shift_jis', JAPANESE, iconv.encode(JAPANESE, 'shiftjis')],
    ['big5', TRADITIONAL, iconv.encode(TRADITIONAL, 'big5')],
    ['gb18030', SIMPLIFIED, iconv.encode(SIMPLIFIED, 'gb18030')],
    ['windows-1252', WESTERN, iconv.encode(WESTERN, 'windows1252')],
    ['windows-1252', GERMAN, iconv.encode(GERMAN, 'windows1252')],
    ['utf-8', ENGLISH, Buffer.from(ENGLISH)],
  ])('%s', async (encoding, text, bytes) => {
    const told = await read(bytes)
    expect(told.encoding).toBe(encoding)
    expect(told.texts).toEqual(textsOf(text))
  })

  it('short lines of CP949 with syllables that EUC-KR lacks', async () => {
    const told = await read(iconv.encode('20:15\t민\t똠\n20:16\t민\t뷁 햏\n', 'cp949'))
    expect(told).toMatchObject({ encoding: 'cp949', texts: ['똠', '뷁 햏'] })
  })

  it('the first letter beyond ASCII may come after megabytes', async () => {
    const plain = aConversation(
      'x',
      Array.from({ length: 60_000 }, () => 'nothing but plain letters'),
      'Ben',
    )
    const head = plain.replace('대화: x\n', '')
    const late = await read(Buffer.concat([Buffer.from(head), iconv.encode('20:15\t엄마\t안녕하세요, 어디예요?\n', 'cp949')]))
    expect(late.found).toBe('utf-8')
    expect(late.encoding).toBe('cp949')
    expect(late.texts).toHaveLength(60_001)
    expect(late.texts.at(-1)).toBe('안녕하세요, 어디예요?')
    const proper = await read(Buffer.from(`${head}20:15\t엄마\t안녕\n`))
    expect(proper.encoding).toBe('utf-8')
    expect(proper.texts.at(-1)).toBe('안녕')
  })

  it('one damaged byte does not make another set of UTF-8', async () => {
    const bytes = Buffer.from(KOREAN + KOREAN + KOREAN)
    bytes[bytes.length - 10] = 0xff
    const told = await read(bytes)
    expect(told.encoding).toBe('utf-8')
    expect(told.texts[0]).toBe('똠양꿍 먹자')
  })

  it('a zero that got into a text by accident is no reason to refuse it', async () => {
    expect((await read(Buffer.from(KOREAN.replace('뷁', '\0')))).texts).toContain('\0')
  })

  it('bytes that are no text are nobody’s', async () => {
    const told = await read(Buffer.concat([Buffer.from(KOREAN), Buffer.alloc(100), Buffer.from(KOREAN)]))
    expect(told.encoding).toBeUndefined()
  })

  it.each(['utf-8', 'utf-16le', 'utf-16be', 'cp949', 'shift_jis', 'big5', 'gb18030'] as const)('%s in single bytes', (encoding) => {
    const text =
      encoding === 'big5' ? '你好嗎' : encoding === 'shift_jis' ? 'おはよう写真' : encoding === 'gb18030' ? '你好吗' : '똠방 가게'
    const bytes = iconv.encode(text, encoding === 'shift_jis' ? 'shiftjis' : encoding)
    const decoder = decoders(encoding)
    let out = ''
    for (const byte of bytes) out += decoder.decode(Uint8Array.of(byte))
    expect(out + decoder.end()).toBe(text)
  })
})
