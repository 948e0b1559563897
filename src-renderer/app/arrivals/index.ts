/** How far files have come, and from whom, as it is told and as it is shown. */
export { arrivalOf, useArrival, useArrivalsOf, whileAsked } from './arrivals.ts'
export { holderName, holderNames, sentenceOf } from './holder-name.ts'
export { shownArrival } from './shown-arrival.ts'
