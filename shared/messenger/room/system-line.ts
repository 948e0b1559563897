/** What was done to a room as a line of its timeline, with accounts in place of names: shown among the messages, and kept for the list. */
import { INTRINSIC } from '../../limits.ts'
import type { GovEvent, Member } from '../../rooms/governance/index.ts'
import type { RecordedLine } from './room-record.ts'

/** Words of their own for what people see change; all else is `set`. */
const SETTINGS: ReadonlyMap<string, string> = new Map([
  ['title', 'rename'],
  ['description', 'describe'],
  ['picture', 'picture'],
])

/** What the list tells of, when nothing was said since. Links and devices are for who looks into the room. */
const NEWS: ReadonlySet<GovEvent['kind']> = new Set(['create', 'admit', 'raise', 'limit', 'remove', 'leave', 'set'])

export function lineOf({ op, index, t, kind, by, target, action }: GovEvent): RecordedLine {
  const said = action.type === 'set' && typeof action.value === 'string' ? action.value : undefined
  const detail = 'role' in action ? String(action.role) : said
  return {
    id: `${op}/${index}`,
    t,
    act: actOf(action, kind),
    by,
    ...(target !== undefined && { target }),
    ...(detail !== undefined && { detail }),
  }
}

function actOf(action: GovEvent['action'], kind: GovEvent['kind']): string {
  if (action.type === 'carrier') return action.on ? 'carry' : 'uncarry'
  return action.type === 'set' ? (SETTINGS.get(action.key) ?? kind) : kind
}

/** The newest one for the list of rooms; a long text stays in the room. */
export function newestLine(events: readonly GovEvent[]): RecordedLine | undefined {
  const event = events.findLast(({ kind }) => NEWS.has(kind))
  if (event === undefined) return undefined
  const { detail, ...line } = lineOf(event)
  return detail === undefined || [...detail].length > INTRINSIC.TITLE_CHARACTERS ? line : { ...line, detail }
}

/** What a member's certificate calls him, for those who are no contacts. */
export function certifiedName({ certificates }: Pick<Member, 'certificates'>): string | undefined {
  return certificates.find(({ name }) => name !== undefined)?.name
}
