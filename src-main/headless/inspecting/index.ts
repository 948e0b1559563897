export { writeDocument } from './document.ts'
export { keepShortLivedSmall } from './short-lived.ts'
export { summaryText } from './summary-text.ts'
export { HELD_CHARACTERS, Tally } from './tally.ts'
