/** Why a file of a message was not shown, fetched or saved; the page and the command line say it alike. */
import type { MediaStoreCode } from '../media/index.ts'
import type { MediaCode } from '../messenger/index.ts'
import type { Entry } from './translate.ts'

export type AttachmentCode =
  | Exclude<MediaCode, 'NO_MESSAGE'>
  | Exclude<MediaStoreCode, 'DISK_FULL'>
  | 'CANCELLED'
  | 'MALFORMED'
  | 'NOBODY_HAS_IT'
  | 'UNREADABLE'

export const attachmentErrors = {
  NOT_HERE: {
    en: 'Not all of that file is on this computer. Fetch it first.',
    ko: '파일이 아직 이 컴퓨터에 다 없어요. 먼저 받아 주세요.',
  },
  ONLY_COPY: {
    en: 'Nobody else is known to have it: this may be the only copy.',
    ko: '다른 사람이 가진 걸로 알려진 적이 없어요. 하나뿐인 파일일 수 있어요.',
  },
  NOBODY_HAS_IT: {
    en: 'Nobody who can be reached has that file. What came of it stays; try again later.',
    ko: '지금 닿는 사람 가운데 그 파일을 가진 사람이 없어요. 받은 만큼은 남아 있으니 나중에 다시 해 보세요.',
  },
  UNREADABLE: { en: 'That file is not what the message says of it.', ko: '메시지에 적힌 것과 다른 파일이라 열 수 없어요.' },
  MALFORMED: { en: 'That is not a folder of files.', ko: '파일이 담긴 폴더가 아니에요.' },
  CANCELLED: { en: 'It was stopped. Nothing half-written was left there.', ko: '그만뒀어요. 쓰다 만 파일은 지웠어요.' },
  QUOTA: {
    en: 'There is no room left for files here. Allow more in the settings, or give up some.',
    ko: '파일을 둘 자리가 없어요. 설정에서 자리를 늘리거나 파일을 지워 주세요.',
  },
  UNKNOWN_FILE: { en: 'Nothing refers to that file any more.', ko: '그 파일을 쓰는 메시지가 더는 없어요.' },
  OTHER_SIZE: { en: 'That file is not as large as the message says.', ko: '메시지에 적힌 것과 크기가 다른 파일이에요.' },
  STORE_FAILED: { en: 'The disk of this computer refused it.', ko: '이 컴퓨터의 디스크에 쓰지 못했어요.' },
} as const satisfies Readonly<Record<AttachmentCode, Entry>>
