/** This computer's own network: whether there is one, where it leads, and whether others there are found. */
import { RESOURCE } from '../limits.ts'
import type { DoctorFacts, FinderFact, PersonFact, RouteFact } from './facts.ts'
import { aFinding, when } from './a-finding.ts'
import type { Finding } from './finding.ts'

export function networkFindings(facts: DoctorFacts): readonly Finding[] {
  const missing = missed(facts)
  const usable = facts.interfaces.filter(({ kind, isLinkLocal, family }) => isReal(kind) && !(family === 6 && isLinkLocal))
  if (usable.length === 0) return [aFinding('no-network', 'problem', facts.people)]
  const lan = usable.filter(({ kind }) => kind === 'network')
  return [
    ...when(lan.length > 0, () => aFinding('on-network', 'good', [], lan.map(labelled))),
    ...routeFindings(facts, missing),
    ...portalFindings(facts, missing),
    ...ipv6Findings(facts),
  ]
}

/** Whether and how those nearby are found. Nothing is said of links that were not tried. */
export function finderFindings({ finder, at, people, network, probe }: DoctorFacts): readonly Finding[] {
  const missing = people.filter(({ reach }) => reach !== 'connected')
  const probed = probe === undefined ? [] : [probeFinding(probe)]
  if (network === 'off') return []
  if (finder === 'off') return [aFinding('finder-off', 'notice', missing), ...probed]
  const links = finder.filter(({ address }) => !address.includes(':'))
  const held = links.filter(({ code }) => code === 'port-taken')
  const blocked = links.filter((link) => isMute(link) && link.ownBroadcast !== true)
  const detour = links.filter((link) => isMute(link) && link.ownBroadcast === true)
  const works = links.filter((link) => link.code === undefined && link.ownMulticast === true)
  const deaf = works.filter((link) => link.ownBroadcast === false)
  const casts = links.filter(({ ownBroadcast }) => ownBroadcast === true)
  const alone = works.filter((link) => at - (link.othersAt ?? link.since) >= RESOURCE.DOCTOR_ALONE_MS)
  const isAnybodyNear = works.some((link) => !alone.includes(link)) || people.some(({ isSeenHere }) => isSeenHere)
  const oldest = Math.max(0, ...alone.map((link) => at - (link.othersAt ?? link.since)))
  return [
    ...when(held.length > 0, () =>
      aFinding('finder-held', held.some(({ ownBroadcast }) => ownBroadcast !== true) ? 'problem' : 'notice', missing, held.map(labelled)),
    ),
    ...when(blocked.length > 0, () => aFinding('finder-blocked', 'problem', missing, blocked.map(labelled))),
    ...when(detour.length > 0, () => aFinding('finder-detour', 'notice', missing, detour.map(labelled))),
    ...when(works.length > 0, () => aFinding('finder-works', 'good', [], works.map(labelled))),
    ...when(casts.length > 0, () => aFinding('broadcast-works', 'good', [], casts.map(labelled))),
    ...when(deaf.length > 0, () => aFinding('broadcast-blocked', 'fact', [], deaf.map(labelled))),
    ...when(alone.length > 0 && !isAnybodyNear && missing.length > 0, () => ({
      ...aFinding('nobody-heard', 'notice', missing, alone.map(labelled)),
      spanMs: oldest,
    })),
    ...probed,
  ]
}

/** Those who cannot be talked to now, and whom nothing here shows to be beside us. */
export function missed({ people }: DoctorFacts): readonly PersonFact[] {
  return people.filter(({ reach, isSeenHere }) => reach !== 'connected' && !isSeenHere)
}

function routeFindings({ route4, route6, people }: DoctorFacts, missing: readonly PersonFact[]): readonly Finding[] {
  const routes = [route4, route6]
  const via = routes.filter((route): route is Extract<RouteFact, { state: 'via' }> => route.state === 'via')
  const tunnel = via.find(({ isTunnel }) => isTunnel)
  const hidden = people.filter(({ reach }) => reach !== 'connected')
  return [
    ...when(tunnel !== undefined, () => aFinding('vpn', hidden.length > 0 ? 'problem' : 'notice', hidden, [tunnel?.interface ?? ''])),
    ...when(tunnel === undefined && via.length > 0, () =>
      aFinding('internet-route', 'good', [], [...new Set(via.map((each) => each.interface))]),
    ),
    ...when(
      routes.every(({ state }) => state === 'none'),
      () => aFinding('no-internet-route', 'notice', missing),
    ),
  ]
}

function portalFindings({ portal }: DoctorFacts, missing: readonly PersonFact[]): readonly Finding[] {
  if (portal === undefined) return []
  const { code, severity } = PORTAL[portal]
  return [aFinding(code, severity, portal === 'sign-in' || portal === 'no-answer' ? missing : [])]
}

const PORTAL = {
  'sign-in': { code: 'portal', severity: 'problem' },
  clear: { code: 'portal-clear', severity: 'good' },
  'no-answer': { code: 'portal-no-answer', severity: 'notice' },
  unclear: { code: 'portal-unclear', severity: 'notice' },
  unset: { code: 'portal-unset', severity: 'fact' },
} as const satisfies Readonly<Record<NonNullable<DoctorFacts['portal']>, Pick<Finding, 'code' | 'severity'>>>

function ipv6Findings({ interfaces, route6 }: DoctorFacts): readonly Finding[] {
  const six = interfaces.filter(({ family, kind }) => family === 6 && isReal(kind))
  if (six.length === 0) return [aFinding('ipv6-none', 'fact')]
  const isWide = route6.state === 'via' && six.some(({ isLinkLocal }) => !isLinkLocal)
  return [isWide ? aFinding('ipv6', 'good') : aFinding('ipv6-near-only', 'fact')]
}

function probeFinding({ found }: NonNullable<DoctorFacts['probe']>): Finding {
  return found.length > 0 ? aFinding('probe-found', 'good', found) : aFinding('probe-nobody', 'notice')
}

/** It cannot announce, or does and is not heard; a held port is another matter. */
function isMute({ code, ownMulticast }: FinderFact): boolean {
  if (code === 'port-taken') return false
  return code === 'multicast-blocked' || code === 'not-permitted' || (code === undefined && ownMulticast === false)
}

function isReal(kind: DoctorFacts['interfaces'][number]['kind']): boolean {
  return kind === 'network' || kind === 'tunnel'
}

function labelled(link: { readonly interface?: string; readonly name?: string; readonly address: string }): string {
  return `${link.interface ?? link.name ?? ''} (${link.address})`
}
