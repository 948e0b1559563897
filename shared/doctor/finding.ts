/** What the doctor may find: stable codes for programs, a severity, whom it concerns. The sentences are in `shared/i18n/page/doctor-findings.ts`. */
import type { Person } from './facts.ts'

/**
 * problem: somebody cannot be talked to, or soon will not be, and something can be done here. notice: it may explain what is missed, or
 * lies with the other side. fact: neither good nor bad. good: looked at, and well.
 */
export const SEVERITIES = ['problem', 'notice', 'fact', 'good'] as const
export type Severity = (typeof SEVERITIES)[number]

export const FINDING_CODES = [
  // This computer's network
  'not-running',
  'no-network',
  'on-network',
  'no-internet-route',
  'internet-route',
  'vpn',
  'portal',
  'portal-clear',
  'portal-no-answer',
  'portal-unclear',
  'portal-unset',
  'ipv6',
  'ipv6-near-only',
  'ipv6-none',
  'just-woke',
  // Finding each other
  'finder-off',
  'finder-held',
  'finder-detour',
  'finder-blocked',
  'finder-works',
  'broadcast-works',
  'broadcast-blocked',
  'nobody-heard',
  'probe-found',
  'probe-nobody',
  // Being reached
  'not-permitted',
  'other-door',
  'firewall-here',
  'door-open',
  'sending-denied',
  'too-many',
  'reached-from-afar',
  'not-from-afar',
  'router-plain',
  'router-strict',
  // People
  'reached',
  'isolated',
  'closed-there',
  'no-answer',
  'no-way',
  'somebody-else',
  'broke-off',
  'not-met',
  // Messages and this computer
  'clock-fast',
  'clock-slow',
  'clock-right',
  'disk-full',
  'disk-low',
  'through-others',
  'others-through-us',
  'kept-for-us',
  'kept-by-us',
] as const
export type FindingCode = (typeof FINDING_CODES)[number]

export interface Finding {
  readonly code: FindingCode
  readonly severity: Severity
  /** The contacts it concerns now; empty: nobody in particular. */
  readonly about: readonly Person[]
  /** Interfaces it is about, with their addresses: shown to the person, left out of what is copied unless chosen. */
  readonly networks: readonly string[]
  /** A span of time that the sentence names, ms. */
  readonly spanMs?: number
}

/** What a person is given to carry on: every finding, worst first, and whether anything is wrong. */
export interface DoctorReport {
  readonly at: number
  readonly isWell: boolean
  readonly findings: readonly Finding[]
}
