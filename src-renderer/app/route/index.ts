export { formatRoute } from './route.ts'
export type { Route } from './route.ts'
export { currentRoute, go, useRoute } from './use-route.ts'
