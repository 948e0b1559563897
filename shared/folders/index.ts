/** What of a folder is sent as a set, for pages as well: without what sets are made of. */
export { isLeftOut } from './left-out.ts'
export { isSetPath } from './set-path.ts'
