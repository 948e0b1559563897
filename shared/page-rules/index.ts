export { pageHeaders, pagePolicy, PAGE_TYPES } from './page-rules.ts'
