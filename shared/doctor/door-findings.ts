/** Whether others can come to us: what this computer lets in, what its router does, and who lends a hand. */
import { aFinding, when } from './a-finding.ts'
import type { DoctorFacts } from './facts.ts'
import type { Finding } from './finding.ts'

export function doorFindings(facts: DoctorFacts): readonly Finding[] {
  const { doors, dialBacks, people, connections } = facts
  const missing = people.filter(({ reach }) => reach !== 'connected')
  const shut = dialBacks.filter(({ answer }) => answer !== 'answered')
  const isShutHere = doors.some(({ answer }) => answer === 'silent' || answer === 'refused')
  const kept = [...shut, ...missing].filter(({ account }, at, all) => all.findIndex((each) => each.account === account) === at)
  const denied = people.filter(({ code }) => code === 'denied')
  const crowded = people.filter(({ code }) => code === 'limited')
  return [
    ...when(
      doors.some(({ code }) => code === 'not-permitted' || code === 'bad-address'),
      () => aFinding('not-permitted', 'problem', people),
    ),
    ...when(
      doors.some(({ code }) => code === 'port-taken'),
      () => aFinding('other-door', 'fact'),
    ),
    ...when(shut.length > 0 || isShutHere, () => aFinding('firewall-here', 'problem', isShutHere ? kept : shut)),
    ...when(shut.length === 0 && !isShutHere && dialBacks.length > 0, () => aFinding('door-open', 'good', dialBacks)),
    ...when(denied.length > 0, () => aFinding('sending-denied', 'problem', denied)),
    ...when(connections.open >= connections.most || crowded.length > 0, () => aFinding('too-many', 'notice', crowded)),
    ...afar(facts),
    ...help(facts),
  ]
}

function afar({ publicReach, natKind, people }: DoctorFacts): readonly Finding[] {
  if (publicReach === 'reachable') return [aFinding('reached-from-afar', 'good')]
  const missing = people.filter(({ reach, isSeenHere }) => reach !== 'connected' && !isSeenHere)
  return [
    ...when(publicReach === 'unreachable', () => aFinding('not-from-afar', 'fact', missing)),
    ...when(natKind === 'easy', () => aFinding('router-plain', 'fact')),
    ...when(natKind === 'hard', () => aFinding('router-strict', missing.length > 0 ? 'notice' : 'fact', missing)),
  ]
}

function help({ relays = [], relayingFor = [], carriers = [], carryingFor = [] }: DoctorFacts): readonly Finding[] {
  return [
    ...when(relays.length > 0, () => aFinding('through-others', 'good', relays)),
    ...when(relayingFor.length > 0, () => aFinding('others-through-us', 'fact', relayingFor)),
    ...when(carriers.length > 0, () => aFinding('kept-for-us', 'good', carriers)),
    ...when(carryingFor.length > 0, () => aFinding('kept-by-us', 'fact', carryingFor)),
  ]
}
