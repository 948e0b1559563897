/** On what terms an invitation is made, and which a person can choose between. */
import { INTRINSIC, RESOURCE } from '../../../shared/limits.ts'

export type TermName = 'day' | 'week' | 'month'
export type Uses = '1' | '5' | '10' | '50'
export type Door = 'anyone' | 'asked'
export type JoinRole = 'member' | 'reader'

export interface Terms {
  readonly term: TermName
  /** Rooms only. */
  readonly uses: Uses
  readonly door: Door
  readonly role: JoinRole
}

export const USUAL_TERMS: Terms = { term: 'week', uses: '1', door: 'anyone', role: 'member' }

const DAY_MS = 86_400_000
const TERM_MS = { day: DAY_MS, week: 7 * DAY_MS, month: 30 * DAY_MS } as const satisfies Readonly<Record<TermName, number>>
const ROLES = { reader: 0, member: 2 } as const satisfies Readonly<Record<JoinRole, number>>

export const USES: readonly Uses[] = ['1', '5', '10', '50']

export function termsFor(isRoom: boolean): readonly TermName[] {
  const longest = isRoom ? INTRINSIC.INVITE_TERM_MS : RESOURCE.CONTACT_INVITE_TERM_MS
  return (['day', 'week', 'month'] as const).filter((term) => TERM_MS[term] <= longest)
}

export function termMs(term: TermName): number {
  return TERM_MS[term]
}

export function roleOf(role: JoinRole): 0 | 2 {
  return ROLES[role]
}
