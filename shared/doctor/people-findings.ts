/** The people, by why they cannot be talked to; each is named in one of these. */
import type { ReachCode } from '../reach/index.ts'
import { aFinding, when } from './a-finding.ts'
import type { DoctorFacts, PersonFact } from './facts.ts'
import type { Finding, FindingCode, Severity } from './finding.ts'

export function peopleFindings({ people, network }: DoctorFacts): readonly Finding[] {
  if (network === 'off') return []
  const reached = people.filter(({ reach }) => reach === 'connected')
  const others = people.filter(({ reach }) => reach !== 'connected')
  const kinds = new Map<FindingCode, PersonFact[]>()
  for (const person of others) {
    const kind = kindOf(person)
    if (kind !== undefined) kinds.set(kind, [...(kinds.get(kind) ?? []), person])
  }
  return [
    ...[...kinds].map(([code, about]) => aFinding(code, SEVERITY[code] ?? 'notice', about)),
    ...when(reached.length > 0, () => aFinding('reached', 'good', reached)),
  ]
}

const SEVERITY: Partial<Record<FindingCode, Severity>> = { isolated: 'problem', 'no-way': 'problem' }

/** Undefined: another finding says it, or there is nothing to say. */
function kindOf({ code, isSeenHere, reach }: PersonFact): FindingCode | undefined {
  // Seen here and silent is what keeps devices apart, whatever the last try was called.
  if (isSeenHere && SILENT.includes(code)) return 'isolated'
  if (reach === 'never' && code !== 'isolated') return 'not-met'
  return code === undefined ? undefined : BY_CODE[code]
}

const SILENT: readonly (ReachCode | undefined)[] = ['timeout', 'no-route', 'isolated']

const BY_CODE: Partial<Record<ReachCode, FindingCode>> = {
  isolated: 'isolated',
  refused: 'closed-there',
  timeout: 'no-answer',
  'no-route': 'no-way',
  'wrong-peer': 'somebody-else',
  'not-ours': 'somebody-else',
  closed: 'broke-off',
  'no-address': 'not-met',
}
