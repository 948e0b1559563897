/**
 * What of the tables goes into a backup (BKP-5). Rows travel as they are, under the names of their columns, with the version of the database
 * they lay in: a later program puts them into a database of that version and brings it up to date. What can be made again is left out.
 */

import { MIGRATIONS } from './migrations/index.ts'

/** What this program's databases are. */
export const STORE_VERSION: number = MIGRATIONS.length

/** In the order in which they are written. */
export const BACKUP_TABLES = ['named_values', 'refs', 'segments', 'blocks', 'messages', 'amendments'] as const
export type BackupTable = (typeof BACKUP_TABLES)[number]

/** Made anew: the search index and what it keeps (FTS5's own tables bear its name), and what is said twice. */
export const REMADE_TABLES: readonly string[] = [
  'search_text',
  'search_pending',
  'search',
  'search_data',
  'search_idx',
  'search_content',
  'search_docsize',
  'search_config',
  // Out of the messages.
  'file_references',
]

/** The first version that wrote backups. */
export const OLDEST_BACKUP = 3

export function isBackupTable(name: string): name is BackupTable {
  return (BACKUP_TABLES as readonly string[]).includes(name)
}
