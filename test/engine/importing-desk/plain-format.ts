/** A format of few words: `talk TITLE`, then a line a record (time, author, text, tab apart); `card NAME NUMBER` is a person. */
import {
  NO_CONTACT,
  type ChatSink,
  type Head,
  type ImportSink,
  type Recognition,
  type TextFormat,
} from '../../../shared/importers/index.ts'

export const plainFormat: TextFormat = {
  name: 'line',
  takes: 'text',
  recognise(head: Head): Recognition | undefined {
    const [first = ''] = head.lines
    if (first.startsWith('talk ')) return { share: 1, variant: 'plain', kind: 'chat', time: 'local' }
    return first.startsWith('card ') ? { share: 1, variant: 'plain', kind: 'contacts' } : undefined
  },
  open(_found, _head, sink: ImportSink) {
    let rest = ''
    let chat: ChatSink | undefined
    let seq = 0
    const line = (text: string): void => {
      if (text.startsWith('talk ')) chat = sink.chat({ title: text.slice(5) })
      else if (text.startsWith('card ')) {
        const [displayName = '', number = ''] = text.slice(5).split('\t')
        sink.contact({ ...NO_CONTACT, displayName, phones: [{ value: number }], e164: [number] })
      } else if (text !== '') {
        const [time = '', author = '', said = ''] = text.split('\t')
        chat?.record({ seq, kind: 'text', author, time, text: said, attachments: [], raw: { firstLine: seq + 1, lastLine: seq + 1 } })
        seq += 1
      }
    }
    return {
      push(piece: string) {
        const lines = (rest + piece).split('\n')
        rest = lines.pop() ?? ''
        for (const each of lines) line(each)
      },
      end: () => line(rest),
    }
  },
}

/** `count` messages of two people, some a minute. */
export function plainTalk(title: string, count: number): string {
  const lines = Array.from({ length: count }, (_, at) => {
    const minute = Math.floor(at / 7)
    const [day, hour, rest] = [1 + Math.floor(minute / 1440), Math.floor(minute / 60) % 24, minute % 60]
    const two = (value: number): string => String(value).padStart(2, '0')
    return `2024-${two(1 + Math.floor((day - 1) / 28))}-${two(1 + ((day - 1) % 28))}T${two(hour)}:${two(rest)}\t${at % 3 === 0 ? '나' : '아빠'}\t말 ${at}`
  })
  return `talk ${title}\n${lines.join('\n')}\n`
}
