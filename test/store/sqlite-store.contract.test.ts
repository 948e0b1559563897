import { registerStoreContract } from '../contract/store.ts'
import { aSqliteStore } from './sqlite-file.ts'

registerStoreContract('SQLite', aSqliteStore)
