/** Gives a file to whoever looks at the page: as the browser saves any file; in our window the system asks where, and what became of it is known. */
import type { SaveOutcome } from '../../../shared/bridge/index.ts'
import { platform } from '../../platform/index.ts'

/** A browser does not tell: what was handed over to it may be saved, or not. */
export type FileOutcome = SaveOutcome | 'handed'

const KEPT_MS = 60_000

/** By the address they are saved from, who waits for the window to say what became of them. */
const waiting = new Map<string, (outcome: SaveOutcome) => void>()
platform.desktop?.onSaved((address, outcome) => waiting.get(address)?.(outcome))

export async function saveFile(name: string, file: Blob): Promise<FileOutcome> {
  const address = URL.createObjectURL(file)
  const outcome = await saved(address, name)
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS)
  return outcome
}

async function saved(address: string, name: string): Promise<FileOutcome> {
  const { desktop } = platform
  const link = document.createElement('a')
  link.href = address
  link.download = name
  if (desktop === undefined) {
    link.click()
    return 'handed'
  }
  if (!(await desktop.saving(address, name))) return 'failed'
  const told = Promise.withResolvers<SaveOutcome>()
  waiting.set(address, told.resolve)
  link.click()
  const outcome = await told.promise
  waiting.delete(address)
  return outcome
}
