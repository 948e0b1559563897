/** Why something about a file of a message did not work, by code. */
import type { MediaStoreCode } from '../media/index.ts'
import type { MediaCode } from '../messenger/index.ts'
import type { Entry } from './translate.ts'

export const mediaErrors = {
  ONLY_COPY: {
    en: 'Nobody else is known to have this file. Were it removed here, it might be gone.',
    ko: '이 파일을 가진 다른 사람이 확인되지 않았어요. 여기서 지우면 다시 못 받을 수 있어요.',
  },
  NOT_HERE: { en: 'Not all of this file is here yet.', ko: '이 파일을 아직 다 받지 못했어요.' },
  QUOTA: {
    en: 'Files take as much of this computer as you allowed. Allow more in the settings, or remove some.',
    ko: '이 컴퓨터에 정해 둔 파일 용량이 찼어요. 설정에서 늘리거나 파일을 지워 주세요.',
  },
  UNKNOWN_FILE: { en: 'This file was removed meanwhile.', ko: '그 사이에 지운 파일이에요.' },
  OTHER_SIZE: { en: 'This file is not as large as the message says.', ko: '파일 크기가 메시지에 적힌 것과 달라요.' },
  STORE_FAILED: { en: 'The disk did not take this file.', ko: '디스크에 이 파일을 저장하지 못했어요.' },
} as const satisfies Readonly<Record<Exclude<MediaCode | MediaStoreCode, 'NO_MESSAGE' | 'TOO_MANY' | 'DISK_FULL'>, Entry>>
