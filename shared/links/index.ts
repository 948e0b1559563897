export { linksIn } from './links.ts'
export type { FoundLink } from './links.ts'
