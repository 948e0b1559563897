export { arrivalStates } from './arrival-states.ts'
export { attachmentLine, contentLine, contentSummary, durationText } from './content-summary.ts'
export { errors, isErrorCode } from './errors.ts'
export type { ErrorCode, ShellCode } from './errors.ts'
export { findingText, reportText } from './finding-text.ts'
export type { FindingText } from './finding-text.ts'
export { noticeWords } from './notice.ts'
export { hereText, outageConsent, outageNews, outageStates } from './outage-text.ts'
export type { OutageNews } from './outage-text.ts'
export * from './page/index.ts'
export { drillModes, drillSummary, nearSummary, readySteps, readyStepText, readySummary } from './readiness-text.ts'
export { systemLineText, systemLines } from './system-lines.ts'
export { shellWords } from './shell.ts'
export { sizeText } from './sizes.ts'
export { fill, languageOf, translator } from './translate.ts'
export type { Catalogue, Entry, Language, Translate } from './translate.ts'
export {
  changeKinds,
  changesArrived,
  carrierStates,
  deliveryStates,
  putOnUsb,
  knockKinds,
  returnAsked,
  knockStates,
  localReasons,
  protections,
  reachReasons,
  recoveryStates,
  reachStates,
  roles,
  roomKinds,
  roomStates,
} from './words.ts'
export { rendezvousStates } from './rendezvous-words.ts'
