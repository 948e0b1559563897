/** A format of the tests: a first line that says so, then `clock<TAB>name<TAB>text`, or `+name<TAB>phone` for people. Small, but a real reader. */
import {
  NO_CONTACT,
  type BytesFormat,
  type Head,
  type ImportSink,
  type Surroundings,
  type TextFormat,
} from '../../../shared/importers/index.ts'
import { LineSplitter } from '../../../shared/importers/text/index.ts'

const RECORD = /^\d\d:\d\d\t/

export const aChatFormat: TextFormat = {
  name: 'line',
  takes: 'text',
  recognise({ lines }: Head) {
    const full = lines.filter((line) => line.trim() !== '')
    const fits = full.filter((line, at) => RECORD.test(line) || (at === 0 && line.startsWith('대화: '))).length
    return fits === 0 ? undefined : { share: fits / full.length, variant: 'test', kind: 'chat', time: 'local' }
  },
  open(_found, head, sink: ImportSink, around: Surroundings) {
    const title = head.lines[0]?.startsWith('대화: ') === true ? head.lines[0].slice(4) : undefined
    const chat = sink.chat({ title })
    let seq = 0
    const splitter = new LineSplitter({
      cut: (number) => chat.warn(number, 'CUT_LINE'),
      line(line, number) {
        const [clock = '', author = '', text] = line.split('\t')
        if (text === undefined) {
          if (number > 1) chat.warn(number, 'BAD_LINE')
          return
        }
        const file = text.startsWith('file ') ? around.beside(text.slice(5)) : undefined
        chat.record({
          seq: seq++,
          kind: text.startsWith('file ') ? 'file' : 'text',
          author,
          time: `2026-11-22T${clock}`,
          text,
          attachments: text.startsWith('file ')
            ? [{ name: text.slice(5), present: file !== undefined, ...(file && { path: file.path }) }]
            : [],
          raw: { firstLine: number, lastLine: number },
        })
      },
    })
    return { push: (piece) => splitter.push(piece), end: () => splitter.end() }
  },
}

export const aContactsFormat: BytesFormat = {
  name: 'vcard',
  takes: 'bytes',
  recognise: ({ lines }) => (lines[0] === 'PEOPLE' ? { share: 1, variant: 'test', kind: 'contacts' } : undefined),
  open(_found, _head, sink, { decoders, encoding }) {
    const decoder = decoders(encoding)
    let text = ''
    return {
      push: (piece) => void (text += decoder.decode(piece)),
      end() {
        text += decoder.end()
        for (const line of text.split('\n').slice(1)) {
          if (line.trim() !== '') sink.contact({ ...NO_CONTACT, displayName: line.trim() })
        }
      },
    }
  },
}

/** `count` records of a conversation. */
export function aConversation(title: string, texts: readonly string[], author = '엄마'): string {
  return `대화: ${title}\n${texts.map((text, at) => `${String(at % 24).padStart(2, '0')}:15\t${author}\t${text}\n`).join('')}`
}
