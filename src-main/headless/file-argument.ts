/** How commands name files: by a message, or by one of its files, counted from 1: `MESSAGE/2`. */
import type { MessageId } from '../../shared/ids/index.ts'
import { MEDIA } from '../../shared/limits.ts'
import { UsageFailure } from './failure.ts'
import { messageId } from './find.ts'
import { plain } from './terminal-text.ts'

export interface FileArgument {
  readonly message: MessageId
  /** From 0; undefined: all of the message. */
  readonly index: number | undefined
}

export function fileName(message: MessageId, index: number): string {
  return `${message}/${index + 1}`
}

export function fileArgument(typed: string): FileArgument {
  const [id, place, ...rest] = typed.split('/')
  if (place === undefined) return { message: messageId(id), index: undefined }
  const number = /^[1-9]\d?$/.test(place) ? Number(place) : 0
  if (number >= 1 && number <= MEDIA.REFERENCES && rest.length === 0) return { message: messageId(id), index: number - 1 }
  const shown = plain(typed).slice(0, 96)
  throw new UsageFailure({ en: `A file such as ID/1, not “${shown}”.`, ko: `ID/1처럼 파일을 적어 주세요: “${shown}”` })
}
