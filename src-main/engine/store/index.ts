export type { SqliteStoreOptions } from './open-database.ts'
export { assertNodeFits } from './sqlite.ts'
export { openSqliteStore } from './sqlite-store.ts'
