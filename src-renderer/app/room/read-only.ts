/** Whether one can write in a room, and if not, why. */
import type { RoomSummary } from '../../../shared/messenger/index.ts'

export type ReadOnlyReason = 'left' | 'removed' | 'joining' | 'update' | 'notice' | 'reader' | 'revoked'

/** Those who look after a room of notices write in it. */
const CARETAKER = 3

export function whyReadOnly({ state, kind, role }: Pick<RoomSummary, 'state' | 'kind' | 'role'>): ReadOnlyReason | undefined {
  switch (state) {
    case 'left':
    case 'removed':
    case 'joining':
      return state
    case 'update-needed':
      return 'update'
    case 'open':
      if (kind === 'notice' && (role ?? 0) < CARETAKER) return 'notice'
      return role === 0 ? 'reader' : undefined
  }
}
