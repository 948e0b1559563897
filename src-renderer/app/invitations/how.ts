/** By which way invitations are handed over, as chosen last in this browser. */
import * as v from 'valibot'
import type { InviteHow } from '../../../shared/messenger/index.ts'

export const HOWS = ['link', 'qr', 'print', 'csv'] as const satisfies readonly InviteHow[]

const KEY = 'sarangbang-invite-how'
const kept = v.picklist(HOWS)

export function lastHow(): InviteHow {
  const read = v.safeParse(kept, localStorage.getItem(KEY))
  return read.success ? read.output : 'link'
}

export function rememberHow(how: InviteHow): void {
  localStorage.setItem(KEY, how)
}
