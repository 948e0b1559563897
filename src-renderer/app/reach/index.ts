export { ReachPage } from './ReachPage.tsx'
export { useReachText } from './use-reach-text.ts'
export { wayOf } from './way.ts'
