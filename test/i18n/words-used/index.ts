export { bareTextIn } from './bare-text.ts'
export { aliasesIn, literalsIn, pageSources, usesIn } from './uses.ts'
