/**
 * All migrations, forward only. Migration N leads from version N - 1 to N and is never changed once released: a database of every version
 * is stored under `test/vectors/store/` and must open for ever (STORE-4).
 */
import { FIRST } from './001-first.ts'
import { SEARCH_LATER } from './002-search-later.ts'
import { OWN_SIGHT } from './003-own-sight.ts'
import { FILES } from './004-files.ts'
import { SHARED } from './005-shared.ts'

export { HAS_FILES, HAS_LINK, HAS_VOICE } from './005-shared.ts'

/** The SQL of migration N stands at N - 1. */
export const MIGRATIONS: readonly string[] = [FIRST, SEARCH_LATER, OWN_SIGHT, FILES, SHARED]
