/** Rooms written out: what the forms hold, what a page of HTML lets nobody do, and how much is in memory meanwhile. */
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { RESOURCE } from '../../shared/limits.ts'
import { FileNames, Zone, safeFileName } from '../../shared/exporters/index.ts'
import { html } from '../../shared/exporters/room/html.ts'
import type { ImportedMark, MessageView } from '../../shared/messenger/index.ts'
import { readBack, roomOf, viewOf, written } from './a-room.ts'

const bytesOf = (text: string): number => new TextEncoder().encode(text).length

const SMILE = { emoji: '😀', by: '삼촌' }
const IMPORTED: ImportedMark = {
  app: 'kakaotalk',
  author: '옛 아빠',
  isUnsigned: true,
  archive: viewOf({}, 1).room,
  batch: 1,
  kind: 'text',
  isMine: false,
  writtenTime: '2022-10-15T15:33',
  attachments: [],
  reactions: [],
  isLong: false,
}

describe('text', () => {
  it('[EXP-4] is what a person can read', () => {
    const text = written(roomOf([viewOf({ text: '안녕\n잘 지내?', time: Date.UTC(2026, 10, 22, 3, 4, 5, 6) }, 1)]), 'text')
    expect(text.split('\n')).toEqual([
      'Sarangbang text 1',
      'Title: 우리집',
      'Kind: group',
      'Me: 엄마',
      'Zone: Asia/Seoul',
      'Saved: 2026-11-22T21:00:00.000+09:00',
      '',
      '2026-11-22T12:04:05.006+09:00 아빠: 안녕',
      '  잘 지내?',
      'End: 1',
      '',
    ])
  })

  it('[EXP-7] says where it was cut, and what is no time', () => {
    const views = [viewOf({ text: '하나' }, 1), viewOf({ text: '둘' }, 2)]
    const text = written(roomOf(views), 'text')
    const cut = readBack(text.slice(0, text.indexOf('End:')))
    expect(cut.records).toHaveLength(2)
    expect(cut.warnings).toEqual([[0, 'ENDS_EARLY']])
    const wrong = readBack(text.replace(/2026-11-22T20:4\d:20\.002/, '2026-02-30T20:43:20.002'))
    expect(wrong.records[1]).toMatchObject({ time: null, text: '둘' })
    expect(wrong.warnings).toEqual([[9, 'BAD_TIME']])
    const fewer = readBack(text.replace('End: 2', 'End: 3'))
    expect(fewer.warnings).toEqual([[10, 'BAD_VALUE']])
  })

  it.each(['\\'.repeat(1_000_000), ' ['.repeat(500_000), 'a [edited '.repeat(100_000), '2026-11-22T21:00:00.000+09:00 '.repeat(30_000)])(
    '[EXP-7] a line of a mebibyte costs one walk along it',
    (line) => {
      const { warnings } = readBack(`Sarangbang text 1\n\n2026-11-22T21:00:00.000+09:00 ${line}\nEnd: 0\n`, 65_536)
      expect(warnings.length).toBeLessThan(4)
    },
  )
})

describe('HTML', () => {
  const HOSTILE = `</p><script>alert(1)</script><img src=x onerror=alert(1)> " ' & \u202e\0 javascript:`
  const page = written(
    roomOf(
      [viewOf({ name: HOSTILE, text: HOSTILE, reactions: [{ emoji: '<b>', accounts: [], mine: false }] }, 1)],
      HOSTILE,
      'data:image/png;base64,AAAA"onload="x',
    ),
    'html',
  )

  it('[EXP-9] holds no tag and no attribute that somebody wrote', () => {
    const tags = new Set([...page.matchAll(/<\/?([a-z0-9]+)/g)].map(([, tag]) => tag))
    expect(tags).toEqual(
      new Set([
        'bdi',
        'body',
        'h1',
        'h2',
        'head',
        'header',
        'html',
        'li',
        'main',
        'meta',
        'ol',
        'p',
        'section',
        'span',
        'style',
        'time',
        'title',
        'ul',
      ]),
    )
    expect(/<[^>]*\son\w+=/.test(page)).toBe(false)
    expect(page).not.toContain('\0')
    expect(page.startsWith('<!doctype html>\n<html lang="ko">')).toBe(true)
  })

  it('[EXP-9] lets a browser run and fetch nothing: its own style by hash, pictures as data', () => {
    const style = /<style>([^<]*)<\/style>/.exec(page)?.[1] ?? ''
    const hash = createHash('sha256').update(style).digest('base64')
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1]
    expect(policy).toBe(`default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'`)
    expect(page.indexOf('Content-Security-Policy')).toBeLessThan(page.indexOf('<style>'))
    expect(page.match(/style=|http:|https:|src="(?!data:image)/g)).toBeNull()
  })

  it('[EXP-9] shows people’s pictures where they are pictures', () => {
    const picture = 'data:image/png;base64,iVBORw0KGgo='
    expect(written(roomOf([], '방', picture), 'html')).toContain(`<img src="${picture}" alt="" width="48" height="48">`)
    expect(written(roomOf([], '방', 'https://example.org/x.png'), 'html')).not.toContain('<img')
  })

  it('[EXP-9] says on paper, too, what an answer answers, and what was no words', () => {
    const first = viewOf({ text: '<b>저녁</b>\n된장찌개', name: '<i>엄마' }, 1)
    const imported = {
      ...IMPORTED,
      kind: 'photo',
      attachments: [{ name: '<김장>.jpg', present: true }],
      reactions: [SMILE, SMILE],
    } as const
    const page = written(
      roomOf([
        first,
        viewOf({ text: '네', replyTo: first.id as never }, 2),
        viewOf({ text: '어제 일', replyTo: 'ab'.repeat(16) as never }, 3),
        { ...viewOf({ text: '' }, 4), imported },
        { ...viewOf({ text: '삼촌이 <들어왔어요>' }, 5), imported: { ...IMPORTED, kind: 'system', author: undefined } },
      ]),
      'html',
    )
    expect(page).toContain('<bdi>&lt;i&gt;엄마</bdi>: <bdi>&lt;b&gt;저녁&lt;/b&gt; 된장찌개</bdi></a>')
    expect(page).toContain(`<a href="#m-${'ab'.repeat(16)}">답장</a>`)
    expect(page).toContain('사진 <bdi>&lt;김장&gt;.jpg</bdi>')
    expect(page).toContain('<bdi>😀</bdi> 2')
    expect(page).toMatch(/<li class="system"><time[^>]*>[\d:]+<\/time> <bdi>삼촌이 &lt;들어왔어요&gt;<\/bdi>/)
    expect(page).toContain('2026년 11월 22일 일요일')
  })

  it('[EXP-9] escapes', () => {
    expect(html(`<&>"'\r\u0000\ud800`)).toBe('&lt;&amp;&gt;&quot;&#39;&#13;\ufffd\ufffd')
  })
})

describe('JSON Lines', () => {
  it('[EXP-8] is complete: ids, accounts, edits, reactions, replies, deletions, system lines', () => {
    const by = { account: viewOf({}, 1).author.account, name: '아빠' }
    const first = viewOf({ text: '하나', edited: 5, reactions: [{ emoji: '👍', accounts: [by.account], mine: false }] }, 1)
    const views = [
      first,
      viewOf({ deleted: true }, 2),
      viewOf({ system: { act: 'leave', by, target: undefined, detail: undefined } }, 3),
      viewOf({ text: '답', replyTo: first.id as never }, 4),
    ]
    const lines = written(roomOf(views), 'jsonl')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(lines[0]).toMatchObject({ sarangbang: 'room', version: 1, title: '우리집', me: { name: '엄마' } })
    expect(lines[1]).toMatchObject({
      type: 'message',
      id: first.id,
      text: '하나',
      edited: 5,
      author: by,
      reactions: [{ emoji: '👍', accounts: [by.account] }],
    })
    expect(lines[2]).toMatchObject({ deleted: true })
    expect(lines[3]).toMatchObject({ type: 'system', act: 'leave', text: expect.any(String) })
    expect(lines[4]).toMatchObject({ replyTo: first.id })
    expect(lines[5]).toEqual({ type: 'end', messages: 3 })
    const { records } = readBack(written(roomOf(views), 'jsonl'))
    expect(records[3]).toMatchObject({ replyTo: 0 })
    expect(records[0]).toMatchObject({ reactions: [{ emoji: '👍', by: '아빠' }], editedAt: '1970-01-01T00:00:00.005Z' })
  })
})

/** What becomes of each thing a message has: whoever adds one has to say. */
const FATE = {
  id: 'id',
  room: 'in the first line',
  author: 'author',
  time: 'time',
  kind: 'kind',
  text: 'text',
  mentions: 'mentions',
  mentionsMe: 'follows from mentions',
  replyTo: 'replyTo',
  edited: 'edited',
  deleted: 'deleted',
  hidden: 'hidden',
  reactions: 'reactions',
  pinned: 'pinned',
  imported: 'imported',
  delivery: 'how far it got is of today',
  change: 'how far it got is of today',
  arrivedAt: 'arrived',
  inDoubt: 'inDoubt',
  twoStories: 'twoStories',
  rewritten: 'rewritten',
  attachments: 'attachments',
  card: 'card',
  place: 'place',
  holds: 'follows from the others',
  system: 'a line of its own',
} as const satisfies Record<keyof MessageView, string>

const PHOTO: MessageView['attachments'][number] = {
  file: 'ab'.repeat(32) as never,
  sort: 'video',
  name: '바다.mp4',
  type: 'video/mp4',
  size: 5,
  durationMs: 700,
  couldRun: false,
}

describe('a message with everything', () => {
  const account = viewOf({}, 1).author.account
  const view: MessageView = {
    ...viewOf({ text: '@엄마 봐', edited: 5, pinned: true, hidden: true, deleted: true, replyTo: 'cd'.repeat(16) as never }, 1),
    reactions: [{ emoji: '👍', accounts: [account], mine: false }],
    mentions: [{ account, from: 0, to: 3 }],
    imported: { ...IMPORTED, kind: 'photo', attachments: [{ name: 'a.jpg', present: true }], reactions: [SMILE] },
    arrivedAt: 7,
    inDoubt: true,
    twoStories: true,
    rewritten: true,
  }

  it('[EXP-8] has all of it in its line, as it was', () => {
    const said = {
      ...view,
      attachments: [PHOTO],
      card: { name: '이모', phones: ['010'], mails: [] },
      place: { latitude: 37.5, longitude: 127, name: '집' },
    }
    const line = written(roomOf([said]), 'jsonl').split('\n')[1] ?? ''
    const {
      arrivedAt,
      mentionsMe: _names,
      room: _room,
      delivery: _delivery,
      change: _change,
      system: _system,
      holds: _holds,
      ...kept
    } = said
    const { reactions, attachments, ...rest } = kept
    expect(JSON.parse(line)).toEqual({
      attachments: attachments.map(({ name, size, type, durationMs }) => ({ name, size, type, durationMs })),
      type: 'message',
      at: new Date(view.time).toISOString(),
      ...rest,
      reactions: reactions.map(({ emoji, accounts }) => ({ emoji, accounts })),
      arrived: arrivedAt,
    })
    expect(Object.keys(FATE).toSorted()).toEqual(Object.keys(view).toSorted())
  })

  it('[EXP-8] and comes back with what a reader of other messengers can hold', () => {
    const { records, warnings } = readBack(written(roomOf([{ ...view, deleted: false }]), 'jsonl'))
    expect(warnings).toEqual([])
    expect(records).toMatchObject([
      {
        kind: 'photo',
        author: '옛 아빠',
        text: '@엄마 봐',
        editedAt: '1970-01-01T00:00:00.005Z',
        attachments: [{ name: 'a.jpg', present: true }],
        reactions: [SMILE],
      },
    ])
  })
})

describe('a large room', () => {
  it('[EXP-1] is made piece by piece: of what is not asked for nothing is read', () => {
    let read = 0
    const exported = {
      ...roomOf([]),
      *pages() {
        for (;;) {
          read += 1
          yield [viewOf({ text: '하나' }, read)]
        }
      },
    }
    const options = { range: {}, zone: new Zone('UTC'), language: 'ko', savedAt: 0 } as const
    return import('../../shared/exporters/index.ts').then(({ exportRoom }) => {
      const { pieces, messages } = exportRoom(exported, 'text', options)
      for (let n = 0; n < 4; n++) pieces.next()
      expect([read, messages()]).toEqual([3, 3])
      pieces.return(undefined)
    })
  })
})

describe('names of files', () => {
  it.each([
    ['우리집', '우리집.txt'],
    ['a/b\\c:d*e?f"g<h>i|j', 'a b c d e f g h i j.txt'],
    ['../../etc/passwd', 'etc passwd.txt'],
    ['....', 'room.txt'],
    ['', 'room.txt'],
    [' . name . ', 'name.txt'],
    ['CON', '_CON.txt'],
    ['nul.tar', '_nul.tar.txt'],
    ['COM1', '_COM1.txt'],
    ['a\u202egpj.exe', 'a gpj.exe.txt'],
    ['a\0b\nc', 'a b c.txt'],
    ['a\u2028b', 'a b.txt'],
    ['.hidden', 'hidden.txt'],
    ['\ud800', 'room.txt'],
  ])('[EXP-3] %j becomes %j', (wanted, name) => {
    expect(safeFileName(wanted, '.txt', 'room')).toBe(name)
  })

  it('[EXP-3] are no longer than they may be, and end between two letters', () => {
    for (const letter of ['가', 'a', '👨‍👩‍👧‍👦', '각']) {
      const name = safeFileName(letter.repeat(500), '.html', 'room')
      expect(bytesOf(name)).toBeLessThanOrEqual(RESOURCE.EXPORT_NAME_BYTES)
      expect(bytesOf(name)).toBeGreaterThan(RESOURCE.EXPORT_NAME_BYTES - 30)
    }
    expect(bytesOf(safeFileName('a'.repeat(RESOURCE.EXPORT_NAME_BYTES - 4), '.txt', 'x'))).toBe(RESOURCE.EXPORT_NAME_BYTES)
    expect(bytesOf(safeFileName('a'.repeat(RESOURCE.EXPORT_NAME_BYTES - 3), '.txt', 'x'))).toBe(RESOURCE.EXPORT_NAME_BYTES)
  })

  it('[EXP-3] are different from each other, also where case does not count', () => {
    const names = new FileNames()
    const made = ['우리집', '우리집', 'Home', 'HOME', 'home', '', ''].map((name) => names.unique(name, '', 'room'))
    expect(made).toEqual(['우리집', '우리집 (2)', 'Home', 'HOME (2)', 'home (3)', 'room', 'room (2)'])
  })
})

describe('zones', () => {
  it('[EXP-4] are exact over a change of the clock', () => {
    const berlin = new Zone('Europe/Berlin')
    const change = Date.UTC(2026, 9, 25, 1)
    expect(berlin.iso(change - 1)).toBe('2026-10-25T02:59:59.999+02:00')
    expect(berlin.iso(change)).toBe('2026-10-25T02:00:00.000+01:00')
    expect(() => new Zone('Mars/Olympus')).toThrow(RangeError)
  })
})
