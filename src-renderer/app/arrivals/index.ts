export { arrivalView } from './arrival-view.ts'
export { arrivalOf, useArrival } from './arrivals.ts'
export { forgetOpened, openFile, useOpened } from './opened.ts'
