/** A room to be written out, made of what a test says, and what a reader makes of the file. */
import type { MessageView, ExportedRoom } from '../../shared/messenger/index.ts'
import type { ChatHead, ImportSink, ImportedRecord, WarningCode } from '../../shared/importers/index.ts'
import { sarangbang } from '../../shared/importers/sarangbang/index.ts'
import { type ExportFormat, Zone, exportRoom } from '../../shared/exporters/index.ts'
import { parseId } from '../../shared/ids/index.ts'

export const SAVED = Date.UTC(2026, 10, 22, 12)
const room = idOf('room', 'a')
const me = idOf('account', '1')
const other = idOf('account', '2')

export type Said = Partial<
  Pick<MessageView, 'text' | 'time' | 'deleted' | 'edited' | 'kind' | 'system' | 'hidden' | 'pinned' | 'replyTo' | 'reactions'>
> & {
  readonly name?: string
  readonly mine?: boolean
}

export function viewOf(said: Said, n: number): MessageView {
  const { name = '아빠', mine = false, ...rest } = said
  return {
    id: idOf('message', n.toString(16).padStart(32, '0')),
    room,
    author: { account: mine ? me : other, name },
    time: SAVED - 1_000_000 + n,
    kind: rest.system === undefined ? 'text' : 'system',
    text: undefined,
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
    arrivedAt: 0,
    inDoubt: false,
    twoStories: false,
    rewritten: false,
    system: undefined,
    ...rest,
  }
}

export function roomOf(views: readonly MessageView[], name = '우리집', picture?: string): ExportedRoom {
  return {
    room,
    name,
    kind: 'group',
    me: { account: me, name: '엄마' },
    people: [{ account: other, name: '아빠', picture, me: false, member: true }],
    *pages() {
      for (let at = 0; at < views.length; at += 3) yield views.slice(at, at + 3)
    },
  }
}

export function written(exported: ExportedRoom, format: ExportFormat, timeZone = 'Asia/Seoul'): string {
  const options = { range: {}, zone: new Zone(timeZone), language: 'ko', savedAt: SAVED } as const
  return [...exportRoom(exported, format, options).pieces].join('')
}

export interface ReadBack {
  readonly heads: readonly ChatHead[]
  readonly records: readonly ImportedRecord[]
  readonly warnings: readonly (readonly [number, WarningCode])[]
}

/** In pieces of that many characters. */
export function readBack(text: string, size = 7): ReadBack {
  const heads: ChatHead[] = []
  const records: ImportedRecord[] = []
  const warnings: (readonly [number, WarningCode])[] = []
  const warn = (line: number, code: WarningCode): void => void warnings.push([line, code])
  const sink: ImportSink = {
    chat: (head) => {
      heads.push(head)
      return { record: (record) => void records.push(record), warn, learn: () => undefined }
    },
    contact: () => undefined,
    warn,
  }
  const head = { name: 'x', lines: text.slice(0, 64_000).split('\n').slice(0, 200), text: text.slice(0, 64_000), isWhole: true }
  const found = sarangbang.recognise(head)
  if (found === undefined) throw new Error('not recognised')
  // What a reader may ask of its surroundings this one never does.
  const around = {} as Parameters<typeof sarangbang.open>[3]
  const reading = sarangbang.open(found, head, sink, around)
  for (let at = 0; at < text.length; at += size) reading.push(text.slice(at, at + size))
  reading.end()
  return { heads, records, warnings }
}

function idOf<K extends 'room' | 'account' | 'message'>(kind: K, digits: string) {
  const id = parseId(kind, digits.length === 1 ? digits.repeat(64) : digits)
  if (id === undefined) throw new Error('an id')
  return id
}
