/** Why chosen messages cannot be shared together: those said here are sent on, and the engine takes so many at once (ARC-8). Pure. */
import { ARCHIVE } from '../../../shared/limits.ts'
import type { MessageView } from '../../../shared/messenger/index.ts'

/** none: there is nothing brought in among them. */
export type Sharing = 'none' | 'apart' | 'too-many' | 'ready'

export function sharingOf(chosen: readonly Pick<MessageView, 'imported'>[]): Sharing {
  const imported = chosen.filter((message) => message.imported !== undefined).length
  if (imported === 0) return 'none'
  if (imported < chosen.length) return 'apart'
  return imported > ARCHIVE.SHARED ? 'too-many' : 'ready'
}
