/** All that a room has been given, on a page of its own. */
export { COUNTED, type Counts, useCounts } from './use-counts.ts'
export { SharedPage } from './SharedPage.tsx'
