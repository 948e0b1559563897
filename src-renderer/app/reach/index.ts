export { ReachPage } from './ReachPage.tsx'
export { useReachText, useReachWay } from './use-reach-text.ts'
export { wayOf } from './way.ts'
