/**
 * From facts to findings, worst first; pure. What makes everything else meaningless is said alone: without a network nobody asks for
 * the firewall. Rules DOC-1 to DOC-6 in docs/spec/doctor.md.
 */
import { RESOURCE } from '../limits.ts'
import { aFinding, when } from './a-finding.ts'
import { doorFindings } from './door-findings.ts'
import type { DoctorFacts } from './facts.ts'
import { type DoctorReport, type Finding, SEVERITIES } from './finding.ts'
import { finderFindings, networkFindings } from './network-findings.ts'
import { peopleFindings } from './people-findings.ts'

export function diagnose(facts: DoctorFacts): DoctorReport {
  const findings = [...findingsIn(facts)].toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity))
  return { at: facts.at, isWell: findings.every(({ severity }) => severity !== 'problem'), findings }
}

function findingsIn(facts: DoctorFacts): readonly Finding[] {
  const network = networkFindings(facts)
  const here = [...clockFindings(facts), ...diskFindings(facts)]
  if (facts.network === 'off') return [aFinding('not-running', 'problem', facts.people), ...network, ...here]
  if (network.some(({ code }) => code === 'no-network')) return [...network, ...here]
  return [...network, ...peopleFindings(facts), ...finderFindings(facts), ...doorFindings(facts), ...wakeFindings(facts), ...here]
}

function wakeFindings({ wokeAt, at }: DoctorFacts): readonly Finding[] {
  const isFresh = wokeAt !== undefined && at - wokeAt >= 0 && at - wokeAt < RESOURCE.DOCTOR_WAKE_MS
  return when(isFresh, () => aFinding('just-woke', 'fact'))
}

function clockFindings({ clockOffsetMs }: DoctorFacts): readonly Finding[] {
  if (clockOffsetMs === undefined) return []
  if (clockOffsetMs === 0) return [aFinding('clock-right', 'good')]
  return [{ ...aFinding(clockOffsetMs < 0 ? 'clock-fast' : 'clock-slow', 'problem'), spanMs: Math.abs(clockOffsetMs) }]
}

function diskFindings({ freeDiskBytes }: DoctorFacts): readonly Finding[] {
  if (freeDiskBytes === undefined || freeDiskBytes >= RESOURCE.DOCTOR_DISK_LOW_BYTES) return []
  return [freeDiskBytes < RESOURCE.DOCTOR_DISK_FULL_BYTES ? aFinding('disk-full', 'problem') : aFinding('disk-low', 'notice')]
}
