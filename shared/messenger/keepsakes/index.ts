export { Keepsakes } from './keepsakes.ts'
