/** Files as an engine tells of them: what a room was given, and how far something has come. */
import { type FileId, type MessageId, parseId } from '../../shared/ids/index.ts'
import type { FileArrival, SharedFile } from '../../shared/messenger/index.ts'
import { messageId, MUM, ROOM } from './messages.ts'

type Attachment = NonNullable<SharedFile['attachment']>

export function fileId(number: number): FileId {
  return valid(parseId('file', number.toString(16).padStart(64, '0')))
}

export function theMessage(number: number): MessageId {
  return valid(parseId('message', messageId(number)))
}

/** `number` is its message and its file; without a time it is so many minutes before the end of 15 October 2022. */
export function givenFile(number: number, attachment: Partial<Attachment> = {}, more: Partial<SharedFile> = {}): SharedFile {
  return {
    message: theMessage(number),
    author: { account: MUM, name: '엄마' },
    time: new Date(2022, 9, 15, 16, 20).getTime() - number * 60_000,
    index: 0,
    link: undefined,
    attachment: {
      file: fileId(number),
      sort: 'photo',
      name: `사진 ${number}.jpg`,
      type: 'image/jpeg',
      size: 1_000_000,
      couldRun: false,
      ...attachment,
    },
    ...more,
  }
}

export function givenLink(number: number, link: string): SharedFile {
  return { ...givenFile(number), index: undefined, attachment: undefined, link }
}

export function anArrival(number: number, more: Partial<FileArrival> = {}): FileArrival {
  return {
    file: fileId(number),
    message: theMessage(number),
    index: 0,
    room: ROOM,
    name: `10월 회의록 ${number}.pdf`,
    state: 'running',
    bytes: 250_000,
    size: 1_000_000,
    bytesPerSecond: 125_000,
    leftMs: 6_000,
    from: [],
    code: undefined,
    ...more,
  }
}

function valid<T>(id: T | undefined): T {
  if (id === undefined) throw new Error('no id')
  return id
}
