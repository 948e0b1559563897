/** What was noticed in a file that moves in, by code: what it is, how often, and what becomes of it. With one of it the key ends in 1. */
import type { WarningCode } from '../../importers/index.ts'
import type { Entry } from '../translate.ts'

export const importWarnings = {
  BAD_LINE1: { en: '1 line was not understood', ko: '알아보지 못한 줄이 1개 있어요' },
  BAD_LINE: { en: '{count} lines were not understood', ko: '알아보지 못한 줄이 {count}개 있어요' },
  BAD_RECORD1: { en: '1 message could not be read', ko: '읽지 못한 메시지가 1개 있어요' },
  BAD_RECORD: { en: '{count} messages could not be read', ko: '읽지 못한 메시지가 {count}개 있어요' },
  BAD_TIME1: { en: '1 line names a day or time there is none of', ko: '없는 날짜나 시각이 적힌 줄이 1개 있어요' },
  BAD_TIME: { en: '{count} lines name a day or time there is none of', ko: '없는 날짜나 시각이 적힌 줄이 {count}개 있어요' },
  CUT_LINE1: { en: '1 line is far too long; only its beginning comes along', ko: '너무 긴 줄이 1개 있어 앞부분만 옮겨요' },
  CUT_LINE: { en: '{count} lines are far too long; only their beginnings come along', ko: '너무 긴 줄이 {count}개 있어 앞부분만 옮겨요' },
  BAD_VALUE1: { en: 'Something in it does not fit the rest', ko: '앞뒤가 맞지 않는 곳이 1군데 있어요' },
  BAD_VALUE: { en: '{count} things in it do not fit the rest', ko: '앞뒤가 맞지 않는 곳이 {count}군데 있어요' },
  UNREFERENCED_FILE1: { en: '1 file beside it belongs to no message', ko: '어느 메시지의 것도 아닌 파일이 1개 있어요' },
  UNREFERENCED_FILE: { en: '{count} files beside it belong to no message', ko: '어느 메시지의 것도 아닌 파일이 {count}개 있어요' },
  ENDS_EARLY1: { en: 'The end of the file is missing; what is there comes along', ko: '파일의 뒷부분이 없어요. 있는 데까지 옮겨요' },
  ENDS_EARLY: {
    en: 'The ends of {count} files are missing; what is there comes along',
    ko: '파일 {count}개의 뒷부분이 없어요. 있는 데까지 옮겨요',
  },
  NO_HEADER1: { en: 'The columns of the table have no names; we went by what is in them', ko: '표에 제목 줄이 없어 내용을 보고 나눴어요' },
  NO_HEADER: {
    en: 'The columns of {count} tables have no names; we went by what is in them',
    ko: '표 {count}개에 제목 줄이 없어 내용을 보고 나눴어요',
  },
} as const satisfies Readonly<Record<WarningCode | `${WarningCode}1`, Entry>>

/** False: of a newer engine, and nothing is said of it. */
export function isImportWarning(code: string): code is WarningCode {
  return Object.hasOwn(importWarnings, `${code}1`)
}
