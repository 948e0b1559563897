export { errors, isErrorCode } from './errors.ts'
export type { ErrorCode, ShellCode } from './errors.ts'
export { noticeWords } from './notice.ts'
export * from './page/index.ts'
export { systemLineText, systemLines } from './system-lines.ts'
export { shellWords } from './shell.ts'
export { fill, languageOf, translator } from './translate.ts'
export type { Catalogue, Entry, Language, Translate } from './translate.ts'
export {
  changeKinds,
  changesArrived,
  carrierStates,
  deliveryStates,
  knockKinds,
  knockStates,
  localReasons,
  protections,
  reachReasons,
  reachStates,
  roles,
  roomKinds,
  roomStates,
} from './words.ts'
