/** Why a file of another messenger or address book was not read. */
import type { SourceCode } from '../importers/index.ts'
import type { Entry } from './translate.ts'

export const importErrors = {
  IMPORT_UNREADABLE: {
    en: 'It cannot be read, or changed while it was read. Is it still there?',
    ko: '읽을 수 없거나, 읽는 동안 바뀌었어요. 파일이 그대로 있는지 봐 주세요.',
  },
  IMPORT_TOO_LARGE: { en: 'It is larger than what is read here.', ko: '너무 커서 읽지 않아요.' },
  IMPORT_TOO_MANY_FILES: {
    en: 'There are too many files in it. Choose the folder of the conversation itself.',
    ko: '파일이 너무 많아요. 대화가 든 폴더만 골라 주세요.',
  },
  IMPORT_BAD_ARCHIVE: {
    en: 'The archive is damaged or not complete. Export or copy it again.',
    ko: '압축 파일이 손상됐거나 덜 받아졌어요. 다시 내보내거나 복사해 주세요.',
  },
  IMPORT_BAD_NAME: {
    en: 'The archive has file names no messenger writes, so it was not opened.',
    ko: '메신저가 만들지 않는 파일 이름이 들어 있어서 열지 않았어요.',
  },
  IMPORT_BOMB: {
    en: 'The archive is made to fill the computer, so it was not opened.',
    ko: '컴퓨터를 가득 채우려고 만든 압축 파일이라 열지 않았어요.',
  },
  IMPORT_ENCRYPTED: {
    en: 'The archive has a password. Unpack it first, then choose the folder.',
    ko: '암호가 걸린 압축 파일이에요. 먼저 풀고 폴더를 골라 주세요.',
  },
  IMPORT_NESTED: {
    en: 'There is only another archive in it. Unpack it first, then choose that one.',
    ko: '안에 또 다른 압축 파일만 있어요. 먼저 풀고 그것을 골라 주세요.',
  },
} as const satisfies Readonly<Record<SourceCode, Entry>>
