/** Why a file is not sent; the command line says it, and the page where it has nothing closer. */
import type { OutgoingCode } from '../messenger/index.ts'
import type { Entry } from './translate.ts'

export type SendingCode =
  | Exclude<OutgoingCode, 'DISK_FULL' | 'EMPTY' | 'TOO_LARGE' | 'TOO_LONG' | 'TOO_MANY'>
  | 'NO_OUTGOING'
  | 'NOT_HERE'
  | 'BAD_CONTENT'

export const sendingErrors = {
  NOT_FOUND: { en: 'There is no such file or folder.', ko: '그런 파일이나 폴더가 없어요.' },
  NO_ACCESS: { en: 'This computer does not let us read it.', ko: '이 컴퓨터에서 읽을 권한이 없어요.' },
  NOT_A_FILE: { en: 'That is no file and no folder, but a device or a pipe.', ko: '파일이나 폴더가 아니라 장치나 파이프예요.' },
  PROFILE_FILE: {
    en: 'That belongs to Sarangbang itself and holds your keys. It is not sent.',
    ko: '내 열쇠가 든 사랑방의 파일이라 보내지 않아요.',
  },
  CHANGED: {
    en: 'It changed while it was read. Nothing was sent; try again.',
    ko: '읽는 동안 파일이 바뀌어서 보내지 않았어요. 다시 해 보세요.',
  },
  SOURCE_FAILED: { en: 'It could not be read to the end. Nothing was sent.', ko: '끝까지 읽지 못해서 보내지 않았어요.' },
  QUOTA: {
    en: 'There is no room for it within what files may take here. Allow more in the settings, or remove some.',
    ko: '파일에 정해 둔 자리가 모자라요. 설정에서 늘리거나 파일을 지워 주세요.',
  },
  STORE_FAILED: { en: 'This computer’s disk did not take it. Nothing was sent.', ko: '디스크에 쓰지 못해서 보내지 않았어요.' },
  UNKNOWN_FILE: { en: 'It was removed meanwhile. Send it again.', ko: '그사이 지워졌어요. 다시 보내 주세요.' },
  OTHER_SIZE: { en: 'It is not what it was said to be. Send it again.', ko: '알고 있던 파일과 달라요. 다시 보내 주세요.' },
  CANCELLED: { en: 'It was called off. Nothing was sent.', ko: '그만두어서 보내지 않았어요.' },
  NO_OUTGOING: { en: 'That was begun too long ago. Choose the file again.', ko: '시작한 지 너무 오래됐어요. 파일을 다시 골라 주세요.' },
  NOT_HERE: { en: 'Not all of it is on this computer.', ko: '이 컴퓨터에 다 있지 않아요.' },
  BAD_CONTENT: { en: 'Something in it cannot be sent that way.', ko: '그대로는 보낼 수 없는 내용이 있어요.' },
} as const satisfies Readonly<Record<SendingCode, Entry>>
