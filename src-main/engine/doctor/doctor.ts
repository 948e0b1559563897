/**
 * The doctor of an engine: gathers what can be known of this computer's network, within a bounded time, and says what it means. Without a
 * network it looks and opens nothing. One look at a time; who asks meanwhile gets the same one, or waits to look further.
 */
import { statfs } from 'node:fs/promises'
import type { Clock } from '../../../shared/crypto/index.ts'
import { type Check, diagnose, type DoctorFacts, type DoctorReport, type Person } from '../../../shared/doctor/index.ts'
import type { AccountId, DeviceId } from '../../../shared/ids/index.ts'
import { RESOURCE } from '../../../shared/limits.ts'
import type { Messenger } from '../../../shared/messenger/index.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import type { DoctorOptions } from '../../../shared/rpc/index.ts'
import type { Store } from '../../../shared/store/index.ts'
import { listInterfaces, tryDoor } from '../network/index.ts'
import type { ReachParts } from '../reach-parts.ts'
import { checkDoors, createDialBacks } from './door-check.ts'
import { checkFinder } from './finder-check.ts'
import { helpFacts } from './help-facts.ts'
import { interfaceFacts, routeFact } from './interface-facts.ts'
import { keepOptions, readOptions } from './options.ts'
import { askPortal, portalAddress } from './portal.ts'
import { probeSubnet } from './subnet-probe.ts'

export interface DoctorParts {
  readonly store: Store
  readonly clock: Clock
  readonly messenger: Messenger
  /** Undefined: without a network. */
  readonly reach: ReachParts | undefined
  readonly folder: string
  readonly progress: (check: Check, isDone: boolean) => void
}

export interface Further {
  readonly portal?: boolean
  readonly subnet?: boolean
}

export interface Doctor {
  look(): Promise<DoctorReport>
  lookFurther(further: Further): Promise<DoctorReport>
  options(): DoctorOptions
  choose(options: { readonly portalCheck: string | null }): Result<DoctorOptions, 'BAD_ADDRESS'>
}

export function createDoctor(parts: DoctorParts): Doctor {
  let plain: Promise<DoctorReport> | undefined
  let last: Promise<unknown> = Promise.resolve()
  const dialBacks = parts.reach === undefined ? undefined : createDialBacks({ ...parts, network: parts.reach.network })
  /** After whatever is being looked at. */
  const inTurn = (further: Further): Promise<DoctorReport> => {
    const turn = last.then(async () => diagnose(await gather({ ...parts, dialBacks }, further)))
    last = turn.catch(() => undefined)
    return turn
  }
  return {
    look() {
      plain ??= inTurn({}).finally(() => (plain = undefined))
      return plain
    },
    lookFurther: inTurn,
    options: () => readOptions(parts.store),
    choose({ portalCheck }) {
      const address = portalCheck === null ? undefined : portalAddress(portalCheck)
      if (portalCheck !== null && address === undefined) return fail('BAD_ADDRESS')
      keepOptions(parts.store, { portalCheck: address })
      return ok({ portalCheck: address })
    },
  }
}

type DialBacks = ReturnType<typeof createDialBacks>

async function gather(
  parts: DoctorParts & { readonly dialBacks: DialBacks | undefined },
  { portal = false, subnet = false }: Further,
): Promise<DoctorFacts> {
  const { clock, messenger, reach, store, progress } = parts
  const signal = AbortSignal.timeout(RESOURCE.DOCTOR_MS)
  const during = async <T>(check: Check, work: Promise<T>): Promise<T> => {
    progress(check, false)
    const value = await work
    progress(check, true)
    return value
  }
  const [network, finder, doors, dialBacks, natKind, portalFact, probe] = await Promise.all([
    during('network', networkFacts()),
    reach === undefined ? ('off' as const) : during('finder', checkFinder(reach.finder, clock)),
    reach === undefined ? [] : during('doors', checkDoors(reach, signal)),
    parts.dialBacks === undefined ? [] : within(signal, parts.dialBacks(signal), []),
    reach === undefined ? undefined : within(signal, reach.network.natKind(), undefined),
    portal && reach !== undefined ? during('portal', portalFactFor(readOptions(store))) : undefined,
    subnet && reach !== undefined ? during('subnet', searched(reach, messenger)) : undefined,
  ])
  progress('people', false)
  const { contacts, peers, clockOffsetMs } = messenger.status()
  const near = new Set(messenger.nearby().map(({ contact }) => contact))
  const witnesses = new Set(peers.flatMap(({ account }) => account ?? []))
  const free = await statfs(parts.folder).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => undefined,
  )
  const wokeAt = reach?.wokeAt()
  progress('people', true)
  return {
    at: clock.now(),
    network: reach === undefined ? 'off' : 'on',
    ...network,
    finder,
    doors,
    dialBacks,
    people: contacts.map(({ account, name, reach: state, code }) => ({ account, name, reach: state, code, isSeenHere: near.has(account) })),
    ...((clockOffsetMs !== 0 || witnesses.size >= RESOURCE.CLOCK_WITNESSES) && { clockOffsetMs }),
    ...(portalFact !== undefined && { portal: portalFact }),
    ...(probe !== undefined && { probe }),
    ...(wokeAt !== undefined && { wokeAt }),
    connections: { open: reach?.network.status().connections ?? 0, most: RESOURCE.CONNECTIONS },
    ...(free !== undefined && { freeDiskBytes: free }),
    ...helpFacts(reach?.outside(), messenger),
    ...(natKind !== undefined && { natKind }),
  }
}

/** Others are asked, and some step of a stream may not watch its signal: what has no answer when the time is up has none. */
function within<T>(signal: AbortSignal, work: Promise<T>, otherwise: T): Promise<T> {
  return Promise.race([work, new Promise<T>((resolve) => signal.addEventListener('abort', () => resolve(otherwise), { once: true }))])
}

async function networkFacts(): Promise<Pick<DoctorFacts, 'interfaces' | 'route4' | 'route6'>> {
  const interfaces = await interfaceFacts()
  const [route4, route6] = await Promise.all([routeFact(4, interfaces), routeFact(6, interfaces)])
  return { interfaces, route4, route6 }
}

async function portalFactFor({ portalCheck }: DoctorOptions): Promise<NonNullable<DoctorFacts['portal']>> {
  return portalCheck === undefined ? 'unset' : askPortal(portalCheck)
}

/** Devices of contacts that are not connected, on the network this computer is on first of all. */
async function searched({ network, book, dialLoop }: ReachParts, messenger: Messenger): Promise<NonNullable<DoctorFacts['probe']>> {
  const connected = new Set(messenger.status().peers.map(({ device }) => device))
  const owners = new Map<DeviceId, Person>(
    messenger
      .contacts()
      .filter(({ blocked }) => !blocked)
      .flatMap((contact) => contact.devices.filter((device) => !connected.has(device)).map((device) => [device, contact] as const)),
  )
  const kinds = await interfaceFacts()
  const own = listInterfaces().find(
    ({ name, ip }) => ip.length === 4 && kinds.some((fact) => fact.name === name && fact.kind === 'network'),
  )
  const ports = [...owners.keys()].flatMap((device) =>
    book.candidates(device).flatMap(({ carrier, port }) => (carrier === 'tcp' ? [port] : [])),
  )
  if (own === undefined || ports.length === 0) return { tried: 0, found: [] }
  const { tried, found } = await probeSubnet({
    own,
    ports: [...new Set(ports)],
    knock: async ({ host, port }, timeoutMs, signal) => (await tryDoor(host, port, timeoutMs, signal)) === 'answered',
    whoAnswers: (address, signal) => network.whoAnswers(address, signal),
  })
  const people = new Map<AccountId, Person>()
  for (const { device, address } of found) {
    const owner = owners.get(device)
    if (owner === undefined) continue
    // Noise has proved whose address it is, which is more than anybody could type.
    dialLoop.learn(device, [address], 'typed')
    people.set(owner.account, { account: owner.account, name: owner.name })
  }
  return { tried, found: [...people.values()] }
}
