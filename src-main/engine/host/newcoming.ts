/**
 * Linking from a house where nobody lives yet: a network of its own with fresh device keys, until a profile has come of it or somebody stops
 * it. Nothing is on the disk before all of it is (LINK-5); whatever ends it early leaves the house as empty as it was.
 */
import { hostname } from 'node:os'
import { systemRng } from '../../../shared/crypto/index.ts'
import { createDevice } from '../../../shared/identity/index.ts'
import { createNewcomer, type LinkingCode, type LinkingView, type Newcomer } from '../../../shared/messenger/index.ts'
import { fail, type Result } from '../../../shared/result.ts'
import { memoryStore } from '../../../shared/store/index.ts'
import { nodeCrypto } from '../crypto/index.ts'
import { linksOver } from '../links.ts'
import { linkProfile } from '../make-profile.ts'
import { createReachParts, type ReachParts } from '../reach-parts.ts'
import { collectsYoungBuffers } from '../young-buffers.ts'
import type { Place } from './first-run.ts'
import type { HostOptions } from './host-api.ts'

export interface Newcoming {
  view(): LinkingView | undefined
  show(): Promise<Result<LinkingView, LinkingCode>>
  take(link: string): Promise<Result<LinkingView, LinkingCode>>
  confirm(isSame: boolean): Result<LinkingView, LinkingCode>
  /** The network goes with it. */
  stop(): Promise<void>
}

interface Running {
  readonly newcomer: Newcomer
  readonly reach: ReachParts
}

export interface NewcomingOptions extends Pick<HostOptions, 'network' | 'listen' | 'mdns'> {
  place(): Place
  changed(): void
}

export function createNewcoming(options: NewcomingOptions): Newcoming {
  let running: Promise<Running> | undefined
  let current: Running | undefined

  async function start(): Promise<Running> {
    const { clock } = options.place()
    const crypto = nodeCrypto()
    const rng = systemRng()
    const keys = createDevice(crypto, rng)
    const name = hostname().split('.')[0] || 'Sarangbang'
    const reach = createReachParts({
      store: memoryStore(),
      clock,
      rng,
      seed: keys.seed,
      device: keys.device,
      name: () => name,
      listen: options.listen,
      mdns: options.mdns ?? true,
      standing: () => 'stranger',
      isServed: () => false,
      passed: collectsYoungBuffers(),
    })
    const newcomer = createNewcomer({
      crypto,
      rng,
      clock,
      links: linksOver(reach),
      keys,
      name,
      keep: (identity, linked) => linkProfile({ ...options.place(), identity, linked }),
      changed: () => options.changed(),
    })
    await reach.start()
    current = { newcomer, reach }
    return current
  }

  const desk = async () => (await (running ??= start())).newcomer.desk
  const isOff = options.network === 'off'
  return {
    view: () => current?.newcomer.desk.view(),
    show: async () => (isOff ? fail('NOT_READY') : (await desk()).show()),
    take: async (link) => (isOff ? fail('NOT_READY') : (await desk()).take(link)),
    confirm: (isSame) => current?.newcomer.desk.confirm(isSame) ?? fail('LINK_NONE'),
    async stop() {
      const begun = running
      running = undefined
      current = undefined
      if (begun === undefined) return
      const { newcomer, reach } = await begun
      newcomer.desk.cancel()
      newcomer.stop()
      await reach.stop()
    },
  }
}
