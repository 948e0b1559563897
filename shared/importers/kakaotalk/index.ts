/**
 * Conversations exported from KakaoTalk: Windows, macOS, Android and iPhone, Korean and English (docs/spec/importing-kakaotalk.md). Pure and in one
 * pass; it holds one record, and on iPhones with pictures beside the text those of half an hour.
 */
import type { Head, ImportSink, Reading, Recognition, Surroundings, TextFormat } from '../format.ts'
import type { ChatHead } from '../model.ts'
import { LineSplitter, type LineTaker } from '../text/index.ts'
import { Attachments } from './attachments.ts'
import { Conversation } from './conversation.ts'
import { savedTime, titleOfPhone } from './header.ts'
import { PhoneReader } from './phone.ts'
import { type Survey, survey } from './survey.ts'
import { TableReader } from './table.ts'
import { WindowsReader } from './windows.ts'

/** Tables have no header: the name of the file says room and time. */
const TABLE_NAME = /^KakaoTalk_Chat_(?<title>.+)_(?<date>\d{4}-\d\d-\d\d)-(?<time>\d\d-\d\d-\d\d)\.csv$/

export const kakaotalk: TextFormat = {
  name: 'kakaotalk',
  takes: 'text',

  recognise(head: Head): Recognition | undefined {
    const found = survey(head)
    if (found === undefined) return undefined
    const { share, variant, layout } = found
    return { share, variant, kind: 'chat', time: 'local', ...(layout === undefined ? { isEmpty: true } : {}) }
  },

  open(_found: Recognition, head: Head, sink: ImportSink, around: Surroundings): Reading<string> {
    const found = survey(head)
    const chatHead = found === undefined ? {} : headOf(found, head.name)
    const chat = sink.chat(chatHead)
    if (found !== undefined && found.header.badTime > 0) chat.warn(found.header.badTime, 'BAD_TIME')
    const isByTime = found?.layout?.name === 'ios'
    const conversation = new Conversation(chat, chatHead, new Attachments(chat, around, isByTime))
    const reader = readerOf(found, conversation)
    const lines = new LineSplitter(reader)
    return {
      push: (piece) => lines.push(piece),
      end() {
        lines.end()
        if (reader instanceof TableReader) reader.end()
        conversation.end()
      },
    }
  },
}

function readerOf(found: Survey | undefined, to: Conversation): LineTaker {
  const from = found?.header.lines ?? 0
  const layout = found?.layout
  switch (layout?.name) {
    case 'table':
      return new TableReader(to, from, layout.isQuoting)
    case 'android':
    case 'ios':
      return new PhoneReader(to, from, layout.style)
    case 'windows':
    case undefined:
      return new WindowsReader(to, from)
  }
}

function headOf({ header, layout }: Survey, name: string): ChatHead {
  const named = layout?.name === 'table' ? TABLE_NAME.exec(name)?.groups : undefined
  const title = layout?.name === 'android' || layout?.name === 'ios' ? titleOfPhone(header) : (header.title ?? named?.['title'])
  const savedAt = header.savedAt ?? (named === undefined ? undefined : savedTime(`${named['date']} ${named['time']}`))
  return { ...(title === undefined ? {} : { title }), ...(savedAt === undefined ? {} : { savedAt }) }
}
