export { bareTextIn } from './bare-text.ts'
export { literalsIn, pageSources, usesIn } from './uses.ts'
