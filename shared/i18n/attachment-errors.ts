/** Why a file of a message was not shown, fetched or saved; the page and the command line say it alike. */
import type { Entry } from './translate.ts'

export type AttachmentCode = 'CANCELLED' | 'MALFORMED' | 'NOBODY_HAS_IT' | 'UNREADABLE'

export const attachmentErrors = {
  NOBODY_HAS_IT: {
    en: 'Nobody who can be reached has that file. What came of it stays; try again later.',
    ko: '지금 닿는 사람 가운데 그 파일을 가진 사람이 없어요. 받은 만큼은 남아 있으니 나중에 다시 해 보세요.',
  },
  UNREADABLE: { en: 'That file is not what the message says of it.', ko: '메시지에 적힌 것과 다른 파일이라 열 수 없어요.' },
  MALFORMED: { en: 'That is not a folder of files.', ko: '파일이 담긴 폴더가 아니에요.' },
  CANCELLED: { en: 'It was stopped. Nothing half-written was left there.', ko: '그만뒀어요. 쓰다 만 파일은 지웠어요.' },
} as const satisfies Readonly<Record<AttachmentCode, Entry>>
