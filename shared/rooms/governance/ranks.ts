/**
 * Rank decides everything (GOV-2, GOV-3): level first, then who was admitted earlier. Also here: which level an action asks for at the
 * very least, whatever else it needs.
 */
import type { Action, Role } from './types.ts'

/** `none`: the act does not count at all (GOV-5). */
export const NO_LEVEL = -1
export type Cap = Role | typeof NO_LEVEL

export const READER: Role = 0
export const GUEST: Role = 1
export const MEMBER: Role = 2
export const ADMIN: Role = 3
export const OWNER: Role = 4

export interface Rank {
  readonly level: Role
  readonly seniority: number
}

/** GOV-3: higher level, or the same one from admin upwards and senior. */
export function outranks(a: Rank, b: Rank): boolean {
  return a.level > b.level || (a.level === b.level && a.level >= ADMIN && a.seniority < b.seniority)
}

/** Negative when `a` is the higher rank. */
export function compareRank(a: Rank, b: Rank): number {
  return b.level - a.level || a.seniority - b.seniority
}

export function lower(a: Role, b: Role): Role {
  return a < b ? a : b
}

/** The least level an action can be done from, read from the action alone. */
export function levelFor(action: Action): Role {
  switch (action.type) {
    case 'device':
    case 'vouch':
    case 'drop':
    case 'leave':
    case 'limit':
      return READER
    case 'invite':
    case 'epoch':
      return MEMBER
    case 'admit':
      return action.knock === undefined ? levelToGive(action.role) : MEMBER
    case 'raise':
      return levelToGive(action.role)
    case 'uninvite':
      return MEMBER
    case 'remove':
    case 'set':
    case 'hide':
    case 'carrier':
      return ADMIN
    case 'create':
    case 'upgrade':
    case 'unsupported':
      return OWNER
  }
}

/** How much an act of one's own can be worth; a device's drop takes back only what its account could still do (GOV-3). */
export function weightOf(action: Action): Role {
  if (action.type === 'limit' || action.type === 'uninvite') return ADMIN
  if (action.type === 'vouch') return MEMBER
  // A revocation stays true whoever brought it.
  return action.type === 'drop' && action.revocation !== undefined ? OWNER : levelFor(action)
}

/** GOV-2: admin for roles up to member, owner for any. */
function levelToGive(role: Role): Role {
  return role <= MEMBER ? ADMIN : OWNER
}
