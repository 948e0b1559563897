/**
 * Finding each other on one network without anything in the middle: announces this device on every interface and hears others, by
 * multicast DNS on port 5353 and, with the same packets, by subnet broadcast on a port of our own, for networks and computers where 5353
 * is taken or multicast is swallowed. Says per interface whether it works. It finds; dialling is the dial loop's business.
 */
import type { Clock, Rng } from '../../../shared/crypto/index.ts'
import type { DeviceId } from '../../../shared/ids/index.ts'
import { RESOURCE } from '../../../shared/limits.ts'
import { formatIp } from '../../../shared/reach/index.ts'
import type { LocalCode } from '../../../shared/reach/index.ts'
import { listInterfaces } from '../network/index.ts'
import type { InterfaceSource } from '../network/index.ts'
import { createAnswers } from './answers.ts'
import { concernsUs, encodeAnnouncement, encodeQuestion, hear } from './announcement.ts'
import type { OwnAnnouncement } from './announcement.ts'
import { createHearing } from './hearing.ts'
import type { Heard as LinkHearing } from './hearing.ts'
import { MDNS_PORT, planLinks, prepareMulticast } from './links.ts'
import type { LinkPlan } from './links.ts'
import { createRateLimit } from './rate-limit.ts'
import { createSightings } from './sightings.ts'
import type { Sighting } from './sightings.ts'
import { openUdp } from './socket.ts'
import type { UdpSocket } from './socket.ts'

/** Our own port for the broadcast fallback. */
const BROADCAST_PORT = 53_530

export interface MdnsOptions {
  readonly device: DeviceId
  readonly clock: Clock
  readonly rng: Rng
  /** Asked at each announcement: ports and name may change. */
  readonly own: () => Omit<OwnAnnouncement, 'device'>
  readonly interfaces?: InterfaceSource
}

export interface LinkStatus extends LinkHearing {
  readonly interface: string
  readonly address: string
  /** `ok`, or what keeps multicast from working there. */
  readonly state: 'ok' | LocalCode
  /** Whether the broadcast fallback serves this link. */
  readonly hasFallback: boolean
}

export interface MdnsHandlers {
  /** A device was announced; comes again with later announcements, at most once a second while nothing changed. */
  seen(sighting: Sighting): void
  /** The last announcement of a device ran out or was taken back. */
  gone(device: DeviceId): void
  /** `status()` has changed. */
  changed(): void
}

export interface Mdns {
  start(handlers: MdnsHandlers): void
  /** Says goodbye on every link and closes the sockets. */
  stop(): Promise<void>
  /** Looks at the interfaces at once; `reopen` also renews sockets that look healthy, as after sleep. */
  rescan(reopen?: boolean): void
  /** While somebody we want is missing, asks often: each second for two minutes, then every five. */
  seek(isMissing: boolean): void
  /** Empty when there is no interface at all. */
  status(): readonly LinkStatus[]
  nearby(): readonly Sighting[]
  /** Announces at once, so that `status` can tell whether it is heard. */
  sound(): void
}

export function createMdns(options: MdnsOptions): Mdns {
  return new LinkMdns(options)
}

interface Link {
  readonly plan: LinkPlan
  readonly socket: UdpSocket
}

class LinkMdns implements Mdns {
  readonly #options: MdnsOptions
  readonly #links = new Map<string, Link>()
  readonly #rate
  readonly #sightings
  readonly #answers
  readonly #hearing
  /** Timers by what they are for; a new one of a kind replaces the old. */
  readonly #timers = new Map<'rescan' | 'announce' | 'ask', () => void>()
  #handlers: MdnsHandlers | undefined
  #fallback: UdpSocket | undefined
  #seekingSince: number | undefined
  #lastStatus = ''

  constructor(options: MdnsOptions) {
    this.#options = options
    this.#rate = createRateLimit(options.clock)
    this.#answers = createAnswers(options, () => this.#announce())
    this.#hearing = createHearing(options.clock)
    this.#sightings = createSightings(options.clock, (device) => this.#handlers?.gone(device))
  }

  start(handlers: MdnsHandlers): void {
    if (this.#handlers !== undefined) return
    this.#handlers = handlers
    this.rescan()
    this.#every('rescan', RESOURCE.MDNS_RESCAN_MS, () => this.rescan())
    this.#every('announce', RESOURCE.MDNS_ANNOUNCE_MS, () => this.#announce())
    this.#askAgain()
  }

  async stop(): Promise<void> {
    if (this.#handlers === undefined) return
    this.#announce(true)
    this.#handlers = undefined
    for (const cancel of this.#timers.values()) cancel()
    this.#timers.clear()
    this.#answers.stop()
    // The goodbyes leave with the loop's next turn; closing now would drop them.
    await new Promise((resolve) => setImmediate(resolve))
    for (const { socket } of this.#links.values()) socket.close()
    this.#links.clear()
    this.#fallback?.close()
    this.#fallback = undefined
    this.#sightings.stop()
  }

  rescan(reopen = false): void {
    if (this.#handlers === undefined) return
    const plans = planLinks((this.#options.interfaces ?? listInterfaces)())
    const wanted = new Set(plans.map(({ key }) => key))
    for (const [key, { plan, socket }] of this.#links) {
      if (wanted.has(key)) continue
      socket.close()
      this.#links.delete(key)
      this.#hearing.forget(key)
      this.#sightings.lost(plan.interface)
    }
    // A socket that failed is tried again: the other program may have let go of the port.
    const isDue = (socket: UdpSocket | undefined): boolean => socket === undefined || reopen || socket.code() !== undefined
    if (isDue(this.#fallback)) this.#openFallback()
    for (const plan of plans) {
      const socket = this.#links.get(plan.key)?.socket
      if (socket === undefined || isDue(socket)) this.#open(plan)
      else this.#links.set(plan.key, { plan, socket })
    }
    this.#tellStatus()
  }

  seek(isMissing: boolean): void {
    if (isMissing === (this.#seekingSince !== undefined)) return
    this.#seekingSince = isMissing ? this.#options.clock.now() : undefined
    if (this.#handlers === undefined) return
    if (isMissing) this.#ask()
    this.#askAgain()
  }

  status(): readonly LinkStatus[] {
    const hasFallback = this.#fallback !== undefined && this.#fallback.code() === undefined
    return [...this.#links.values()].map(({ plan, socket }) => ({
      interface: plan.interface,
      address: formatIp(plan.ip),
      state: socket.code() ?? 'ok',
      hasFallback: hasFallback && plan.broadcast !== undefined,
      ...this.#hearing.of(plan.key),
    }))
  }

  sound(): void {
    if (this.#handlers !== undefined) this.#announce()
  }

  nearby(): readonly Sighting[] {
    return this.#sightings.list()
  }

  #open(plan: LinkPlan): void {
    const old = this.#links.get(plan.key)?.socket
    old?.close()
    const socket = openUdp({
      was: old?.code(),
      type: plan.family === 4 ? 'udp4' : 'udp6',
      port: MDNS_PORT,
      prepare: (opened) => prepareMulticast(opened, plan),
      heard: (packet, source, sender) => {
        // Sockets on one port hear each other's groups; for IPv6 the zone tells whose packet it is, for IPv4 the subnet does.
        const current = this.#links.get(plan.key)?.plan
        const isOurs = plan.zone === undefined || sender.address.endsWith(`%${plan.zone}`)
        if (current !== undefined && isOurs) this.#heard(packet, source, current, 'multicast')
      },
      ready: () => this.#greet(plan),
      changed: () => this.#tellStatus(),
    })
    this.#links.set(plan.key, { plan, socket })
  }

  #openFallback(): void {
    this.#fallback?.close()
    this.#fallback = openUdp({
      was: this.#fallback?.code(),
      type: 'udp4',
      port: BROADCAST_PORT,
      prepare: (socket) => socket.setBroadcast(true),
      heard: (packet, source) => {
        for (const { plan } of this.#links.values()) if (plan.family === 4) this.#heard(packet, source, plan, 'broadcast')
      },
      ready: () => {
        for (const { plan } of this.#links.values()) this.#greet(plan)
      },
      changed: () => this.#tellStatus(),
    })
  }

  #heard(packet: Uint8Array, source: Uint8Array, plan: LinkPlan, by: 'multicast' | 'broadcast'): void {
    const from = formatIp(source)
    if (this.#handlers === undefined || !concernsUs(packet) || !this.#rate.admit(from)) return
    const heard = hear(packet, plan, source)
    if (heard?.kind === 'seen') this.#hearing.heard(plan.key, heard.device === this.#options.device ? by : 'others')
    switch (heard?.kind) {
      case undefined:
        return
      case 'question':
        this.#answers.asked()
        return
      case 'goodbye':
        this.#sightings.goodbye(heard.device, from)
        return
      case 'seen': {
        if (heard.device === this.#options.device) return
        const { device, name, addresses } = heard
        const sighting = { device, name, addresses, interface: plan.interface, source: from }
        if (this.#sightings.saw(sighting)) this.#handlers.seen({ ...sighting, at: this.#options.clock.now() })
      }
    }
  }

  #announce(isLeaving = false): void {
    this.#answers.spoke()
    for (const { plan } of this.#links.values()) this.#send(plan, this.#announcement(plan, isLeaving))
  }

  #announcement(plan: LinkPlan, isLeaving = false): Uint8Array {
    return encodeAnnouncement(
      { ...this.#options.own(), device: this.#options.device },
      plan.subnets.map(({ ip }) => ip),
      isLeaving,
    )
  }

  /** First words on a link: who is there, and here we are. */
  #greet(plan: LinkPlan): void {
    if (this.#handlers === undefined || !this.#links.has(plan.key)) return
    this.#send(plan, encodeQuestion())
    this.#send(plan, this.#announcement(plan))
  }

  #ask(): void {
    for (const { plan } of this.#links.values()) this.#send(plan, encodeQuestion())
  }

  #askAgain(): void {
    const since = this.#seekingSince
    const isUrgent = since !== undefined && Math.abs(this.#options.clock.now() - since) < RESOURCE.MDNS_SEEK_MS
    const wait = since === undefined ? RESOURCE.MDNS_ANNOUNCE_MS : isUrgent ? RESOURCE.MDNS_ASK_OFTEN_MS : RESOURCE.MDNS_ASK_MS
    this.#timers.get('ask')?.()
    const cancel = this.#options.clock.after(wait, () => {
      this.#ask()
      this.#askAgain()
    })
    this.#timers.set('ask', cancel)
  }

  #send(plan: LinkPlan, packet: Uint8Array): void {
    this.#links.get(plan.key)?.socket.send(packet, MDNS_PORT, plan.group)
    if (plan.broadcast !== undefined) this.#fallback?.send(packet, BROADCAST_PORT, plan.broadcast)
  }

  #every(kind: 'rescan' | 'announce', ms: number, run: () => void): void {
    const again = (): void => {
      this.#timers.set(kind, this.#options.clock.after(ms, again))
      run()
    }
    this.#timers.set(kind, this.#options.clock.after(ms, again))
  }

  #tellStatus(): void {
    const status = JSON.stringify(
      this.status().map(({ interface: name, address, state, hasFallback }) => [name, address, state, hasFallback]),
    )
    if (status === this.#lastStatus) return
    this.#lastStatus = status
    this.#handlers?.changed()
  }
}
