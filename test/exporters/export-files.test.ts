/** EXP-4 to EXP-9 for messages with files, cards and places: named in every form, and read back. */
import { describe, expect, it } from 'vitest'
import type { MessageView } from '../../shared/messenger/index.ts'
import { attachmentViews } from '../../shared/messenger/attachment-views.ts'
import { aReference } from '../media/a-reference.ts'
import { readBack, roomOf, viewOf, written } from './a-room.ts'

const attachments = attachmentViews([
  aReference({ name: '계약서 [최종]_1.pdf', type: 'application/pdf', size: 52_000 }),
  aReference({ name: "<img src=x>'.jpg" }),
])
const views: readonly MessageView[] = [
  { ...viewOf({ text: '봄: [file 3 x]' }, 1), kind: 'media', attachments },
  { ...viewOf({ text: '', edited: 5 }, 2), kind: 'media', attachments: attachments.slice(0, 1) },
  { ...viewOf({ text: '' }, 3), kind: 'card', card: { name: '김복순', phones: ['010-1'], mails: [], link: 'sarangbang://add#A' } },
  { ...viewOf({ text: '' }, 4), kind: 'place', place: { latitude: 37.5, longitude: 126.25, name: '시청' } },
]

describe('files in what is written out', () => {
  it('[EXP-4] [EXP-7] stand in the text, and come back from it', () => {
    const text = written(roomOf(views), 'text')
    expect(text).toContain(" 아빠 [file 52000 계약서 \\[최종\\]_1.pdf] [file 1000 <img src=x>'.jpg]: 봄: [file 3 x]\n")
    const { records, warnings } = readBack(text)
    expect(warnings).toEqual([])
    expect(records.map((record) => [record.text, record.attachments.map(({ name }) => name)])).toEqual([
      ['봄: [file 3 x]', attachments.map(({ name }) => name)],
      ['', ['계약서 [최종]_1.pdf']],
      ['김복순\n010-1\nsarangbang://add#A', []],
      ['시청\n37.500000, 126.250000', []],
    ])
    expect(records[1]?.editedAt).toBeDefined()
  })

  it('[EXP-8] and in JSON Lines', () => {
    const text = written(roomOf(views), 'jsonl')
    const lines = text
      .trim()
      .split('\n')
      .map((line): Record<string, unknown> => JSON.parse(line) as Record<string, unknown>)
    expect(lines[1]).toMatchObject({
      kind: 'media',
      attachments: [{ name: '계약서 [최종]_1.pdf', size: 52_000, type: 'application/pdf' }, {}],
    })
    expect(text).not.toContain('"key"')
    const { records, warnings } = readBack(text)
    expect(warnings).toEqual([])
    expect(records.map((record) => [record.text, record.attachments.length])).toEqual([
      ['봄: [file 3 x]', 2],
      ['', 1],
      ['김복순\n010-1\nsarangbang://add#A', 0],
      ['시청\n37.500000, 126.250000', 0],
    ])
  })

  it('[EXP-9] and in the page, as text', () => {
    const page = written(roomOf(views), 'html')
    expect(page).toContain('<p class="file"><bdi>파일 계약서 [최종]_1.pdf (52 KB)</bdi></p>')
    expect(page).toContain('사진 &lt;img src=x&gt;&#39;.jpg (1.0 KB)')
    expect(page).not.toContain('<img')
    expect(page).toContain('김복순\n010-1\nsarangbang://add#A')
  })
})
