export { formatRoute, SHARED_SORTS } from './route.ts'
export type { Route, SharedSort } from './route.ts'
export { currentRoute, go, useRoute } from './use-route.ts'
