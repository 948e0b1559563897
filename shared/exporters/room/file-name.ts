/** Names of files out of what people call things (EXP-3), by the rules of names of attachments (MEDIA-6), with an ending that is ours. */
import { RESOURCE } from '../../limits.ts'
import { bareName, fitName } from '../../media/index.ts'

/** `wanted` as a name, or `otherwise` where nothing of it is left; `ending` (with its dot) is ours and stays. */
export function safeFileName(wanted: string, ending: string, otherwise: string): string {
  return fitName(bareName(wanted), ending, otherwise, RESOURCE.EXPORT_NAME_BYTES)
}

/** Gives each its own name, also where a system does not tell upper from lower case. */
export class FileNames {
  readonly #taken = new Set<string>()

  unique(wanted: string, ending: string, otherwise: string): string {
    for (let n = 1; ; n++) {
      const name = safeFileName(wanted, n === 1 ? ending : ` (${n})${ending}`, otherwise)
      const folded = name.normalize('NFKC').toLowerCase()
      if (this.#taken.has(folded)) continue
      this.#taken.add(folded)
      return name
    }
  }
}
