export { formatRoute } from './route.ts'
export type { Route } from './route.ts'
export { go, useRoute } from './use-route.ts'
