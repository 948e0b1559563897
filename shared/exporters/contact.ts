/** One person to be written out: what an import would tell, and what only Sarangbang knows. */
import type { ImportedContact } from '../importers/index.ts'

export interface ExportedContact extends ImportedContact {
  /** Of this person in all files we write: the same each time. */
  readonly uid: string
  readonly sarangbang?: {
    /** A link with which the person may write to us. */
    readonly invite?: string | undefined
    /** The account, as people tell it to each other. */
    readonly account?: string | undefined
  }
}
