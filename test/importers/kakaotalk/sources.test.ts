/** KakaoTalk's files the whole way: bytes of any encoding, folders with several rooms, parts (IMP-10, IMP-18). */
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import {
  type ChatHead,
  type ImportSource,
  type ImportedRecord,
  type ReadFound,
  type ReadSummary,
  readSource,
} from '../../../shared/importers/index.ts'
import { decoders } from '../../../src-main/engine/importing/index.ts'

interface Room {
  head: ChatHead
  readonly records: ImportedRecord[]
}

async function read(
  files: Readonly<Record<string, Uint8Array | string>>,
  form: ImportSource['form'] = 'folder',
): Promise<{ summary: ReadSummary; rooms: Room[] }> {
  const rooms: Room[] = []
  const source: ImportSource = {
    name: 'export',
    form,
    files: Object.entries(files).map(([path, content]) => {
      const bytes = typeof content === 'string' ? Buffer.from(content) : content
      return {
        path,
        size: bytes.length,
        async *bytes() {
          for (let at = 0; at < bytes.length; at += 7) yield await Promise.resolve(bytes.subarray(at, at + 7))
        },
      }
    }),
    close: () => Promise.resolve(),
  }
  const summary = await readSource(
    source,
    { decoders, pause: () => Promise.resolve() },
    {
      file: () => ({
        contact: () => undefined,
        warn: () => undefined,
        chat(head) {
          const room: Room = { head, records: [] }
          rooms.push(room)
          return {
            record: (record) => room.records.push(record),
            warn: () => undefined,
            learn: (later) => {
              room.head = later
            },
          }
        },
      }),
    },
  )
  return { summary, rooms }
}

const readOf = ({ files }: ReadSummary): ReadFound[] => files.filter((file) => file.outcome === 'read')

const WINDOWS =
  '똠뷁햏 님과 카카오톡 대화\r\n저장한 날짜 : 2024년 3월 1일 오후 9:10\r\n\r\n--------------- 2024년 2월 29일 목요일 ---------------\r\n[똠방각하] [오후 8:15] 뷁\r\n[나] [오후 8:16] 햏햏\r\n'

describe('[IMP-10] through all of the importer', () => {
  it.each([
    ['utf-8', Buffer.from(WINDOWS)],
    ['utf-8', Buffer.from(`\ufeff${WINDOWS}`)],
    ['utf-16le', Buffer.from(`\ufeff${WINDOWS}`, 'utf16le')],
    ['cp949', iconv.encode(WINDOWS, 'cp949')],
  ])('%s', async (encoding, bytes) => {
    const { summary, rooms } = await read({ 'KakaoTalk_20240301_2110_00_123_group.txt': bytes }, 'file')
    expect(readOf(summary)).toMatchObject([{ format: 'kakaotalk', variant: 'windows-ko-12h', encoding, warnings: 0, records: 2 }])
    expect(rooms[0]?.head).toMatchObject({ title: '똠뷁햏', selfLabel: '나', type: 'direct' })
    expect(rooms[0]?.records.map(({ author, text }) => [author, text])).toEqual([
      ['똠방각하', '뷁'],
      ['나', '햏햏'],
    ])
  })

  it('[IMP-18] files of another room are not guessed to be of this one', async () => {
    const say = '가게님과 카카오톡 대화\n\n2024. 2. 29. 20:15, A : 사진\n2024. 2. 29. 20:16, A : a\n'
    const { rooms } = await read({
      'one/Talk_2024.3.1 21:10-1.txt': say,
      'two/Talk_2024.3.1 21:10-1.txt': say,
      'two/20240229_201500.jpg': 'x',
    })
    expect(rooms.map(({ records }) => records[0]?.attachments)).toEqual([
      [{ name: '', present: false }],
      [{ name: '20240229_201500.jpg', present: true, path: 'two/20240229_201500.jpg', byTime: true }],
    ])
  })

  it('[IMP-18] Android’s files lie in the folder of the text, or are missing', async () => {
    const key = '0123456789abcdef'.repeat(4)
    const { summary, rooms } = await read({
      'KakaoTalk_Chats/KakaoTalkChats.txt': `가게 5 님과 카카오톡 대화\n저장한 날짜 : 2024년 3월 1일 오후 9:10\n\n2024년 2월 29일 오후 8:15, A : ${key}.jpg\n2024년 2월 29일 오후 8:15, B : 파일: %EA%B3%B5%EC%9C%A0.pdf\n`,
      [`KakaoTalk_Chats/${key}.jpg`]: 'x',
      'KakaoTalk_Chats/공유.pdf': 'x',
      'KakaoTalk_Chats/other.pdf': 'x',
    })
    expect(rooms[0]?.records.map(({ attachments }) => attachments[0]?.path)).toEqual([
      `KakaoTalk_Chats/${key}.jpg`,
      'KakaoTalk_Chats/공유.pdf',
    ])
    expect(summary.unreferenced).toEqual(['KakaoTalk_Chats/other.pdf'])
  })
})
