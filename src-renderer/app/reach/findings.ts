/** What the engine says of this computer's network, as findings a person can do something about; the worst first. */
import type { EngineStatus } from '../../../shared/rpc/index.ts'

export type FindingKind =
  | 'outsideClosed'
  | 'outsideThrough'
  | 'outsideOpen'
  | 'noNetwork'
  | 'notPermitted'
  | 'portTaken'
  | 'multicast'
  | 'finderOff'
  | 'hereOk'

export interface Finding {
  readonly kind: FindingKind
  /** Names of the networks, or the people, it is about. */
  readonly networks: readonly string[]
}

export function findingsOf({
  mdns,
  listening,
  network,
  outside,
}: Pick<EngineStatus, 'mdns' | 'listening' | 'network' | 'outside'>): readonly Finding[] {
  if (network === 'off') return [{ kind: 'noNetwork', networks: [] }]
  const discovery = mdns === 'off' ? [] : mdns
  const ill = (kind: FindingKind, isIt: boolean, networks: readonly string[] = []): readonly Finding[] => (isIt ? [{ kind, networks }] : [])
  const well = discovery.filter(({ code }) => code === undefined)
  return [
    ...ill('noNetwork', mdns !== 'off' && discovery.every(({ code }) => code === 'no-interface')),
    ...ill(
      'notPermitted',
      [...listening, ...discovery].some(({ code }) => code === 'not-permitted'),
    ),
    ...ill(
      'portTaken',
      discovery.some(({ code }) => code === 'port-taken'),
    ),
    ...ill(
      'multicast',
      discovery.some(({ code, hasFallback }) => code === 'multicast-blocked' && !hasFallback),
    ),
    ...ill('finderOff', mdns === 'off'),
    ...ill('outsideClosed', outside.reachable === 'no' && outside.relays.length === 0),
    ...ill(
      'outsideThrough',
      outside.reachable !== 'yes' && outside.relays.length > 0,
      outside.relays.map(({ name }) => name ?? ''),
    ),
    ...ill('outsideOpen', outside.reachable === 'yes'),
    ...ill('hereOk', well.length > 0, [...new Set(well.map((each) => each.interface))]),
  ]
}
