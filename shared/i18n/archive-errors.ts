/** Why something of imported history or of the address book did not work; the page and the command line say it alike. */
import type { ActCode, BookCode, ImportActCode } from '../messenger/index.ts'
import type { Entry } from './translate.ts'

/** Of a session with files, beside what files themselves are refused for. */
export type ImportSessionCode = 'NO_IMPORT' | 'IMPORT_CHANGED' | 'IMPORT_UNKNOWN'
export type ArchiveCode = Exclude<ImportActCode | BookCode, ActCode> | ImportSessionCode

export const archiveErrors = {
  IMPORT_BUSY: {
    en: 'Something else is being brought in just now. Wait until it is done.',
    ko: '지금 다른 것을 가져오는 중이에요. 끝난 다음에 해 주세요.',
  },
  BAD_ZONE: { en: 'There is no such time zone. Say it like Asia/Seoul.', ko: '그런 시간대가 없어요. Asia/Seoul처럼 적어 주세요.' },
  NO_BATCH: { en: 'There is no such import here; it may have been undone.', ko: '그런 가져오기가 없어요. 이미 되돌렸을 수 있어요.' },
  NO_ARCHIVE: { en: 'There is no such imported conversation here.', ko: '그런 가져온 대화가 없어요.' },
  NO_ENTRY: { en: 'There is nobody of that name in the address book.', ko: '주소록에 그런 사람이 없어요.' },
  ALREADY_HERE: { en: 'They are on Sarangbang already.', ko: '이미 사랑방에 있는 사람이에요.' },
  NOT_MERGED: { en: 'Nobody was merged into this entry.', ko: '합쳐진 사람이 아니에요.' },
  NO_IMPORT: { en: 'That was begun too long ago. Choose the files again.', ko: '시작한 지 너무 오래됐어요. 파일을 다시 골라 주세요.' },
  IMPORT_CHANGED: {
    en: 'The files were changed meanwhile. Nothing was brought in; choose them again.',
    ko: '그사이 파일이 바뀌어서 아무것도 가져오지 않았어요. 다시 골라 주세요.',
  },
  IMPORT_UNKNOWN: {
    en: 'No conversation and no address book was found in it. Nothing was brought in.',
    ko: '대화나 주소록을 찾지 못했어요. 아무것도 가져오지 않았어요.',
  },
} as const satisfies Readonly<Record<ArchiveCode, Entry>>
