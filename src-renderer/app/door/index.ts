export { BrokenNote } from './BrokenNote.tsx'
export { Failed } from './Failed.tsx'
export { Opening } from './Opening.tsx'
export { Refused } from './Refused.tsx'
