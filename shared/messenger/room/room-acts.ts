/**
 * Acts of governance by this device: checked against the state before they are written, sealed in a clean epoch, durable when they return.
 */
import type { Certificate } from '../../identity/index.ts'
import type { AccountId, DeviceId } from '../../ids/index.ts'
import { INTRINSIC, RESOURCE } from '../../limits.ts'
import { type Result, fail, ok } from '../../result.ts'
import type { Block } from '../../feeds/block/index.ts'
import type { EpochId } from '../../ids/index.ts'
import {
  type Action,
  type Cuts,
  type Epoch,
  type GovCode,
  type GovState,
  MEMBER,
  READER,
  cleanEpoch,
  currentCuts,
  historyOf,
  mayDo,
} from '../../rooms/governance/index.ts'
import type { Grantee } from '../../rooms/keys/index.ts'
import type { ActCode } from '../api.ts'
import { isEntitled } from './entitled.ts'
import { liveGrantees, planEpoch, regrant } from './epochs.ts'
import type { FeedChains } from './feed-chains.ts'
import type { GovExtras, GovernanceLog } from './governance-log.ts'
import type { Keyring } from './keyring.ts'
import type { RoomCore } from './room-core.ts'

export class RoomActs {
  readonly #core: RoomCore
  readonly #log: GovernanceLog
  readonly #keyring: Keyring
  readonly #chains: FeedChains
  /** FORK-3: no keys are made for a device that told two stories. */
  readonly #isFrozen: (device: DeviceId) => boolean

  constructor(core: RoomCore, log: GovernanceLog, keyring: Keyring, chains: FeedChains, isForked: (device: DeviceId) => boolean) {
    this.#core = core
    this.#log = log
    this.#keyring = keyring
    this.#chains = chains
    this.#isFrozen = (device) => device !== core.keys.device && isForked(device)
  }

  get #state(): GovState {
    return this.#log.state
  }

  /** Why this device may not do it now; undefined when it may. */
  mayNot(action: Action): ActCode | undefined {
    const code = mayDo(this.#state, this.#core.account, this.#core.keys.device, action, this.#core.clock.now())
    return code === undefined ? undefined : ACT_CODES[code]
  }

  /** Writes one op with these actions in order; the first that is not allowed refuses all. Inside the caller's transaction or its own. */
  write(actions: readonly Action[], extras: GovExtras = {}): Result<Block, ActCode> {
    for (const action of actions) {
      const code = this.mayNot(action)
      if (code !== undefined) return fail(code)
    }
    if (this.#isSpent()) return fail('TOO_MANY')
    return this.#core.store.transaction(() => {
      const epoch = this.writingEpoch()
      return epoch.ok ? ok(this.#log.write(epoch.value, actions, extras)) : epoch
    })
  }

  /**
   * KEY-3: the epoch to write in. Makes one when none is clean or the clean one is worn (KEY-7). A guest, who may not, waits for a member where
   * somebody would read who is out, and goes on in a worn one, as does a device that has no acts left (GOV-12): others write, too.
   */
  writingEpoch(): Result<EpochId, ActCode> {
    const state = this.#state
    const clean = cleanEpoch(state, (epoch) => this.#keyring.full(epoch) !== undefined)
    if (clean !== undefined && !this.#isWorn(clean)) return ok(clean.id)
    const me = state.members.get(this.#core.account)
    if (me === undefined) return fail('NOT_MEMBER')
    if (state.devices.get(this.#core.keys.device)?.live !== true) return fail('NOT_READY')
    const cannot = me.role < MEMBER ? 'NOT_READY' : this.#isSpent() ? 'TOO_MANY' : undefined
    if (cannot === undefined) return ok(this.rotate())
    return clean === undefined ? fail(cannot) : ok(clean.id)
  }

  /** KEY-7: what a stolen key opens is to end some time, and nothing is to be sealed under one key without end. */
  #isWorn({ id, t }: Epoch): boolean {
    return this.#core.clock.now() - t > RESOURCE.EPOCH_AGE_MS || this.#chains.epochs.isFull(id)
  }

  /** Makes a new epoch for everybody live now (KEY-7). */
  rotate(): EpochId {
    const plan = planEpoch(this.#core, this.#keyring, this.#state, liveGrantees(this.#state, this.#isFrozen))
    this.#log.write(plan.epoch, [plan.action], plan.extras)
    return plan.epoch
  }

  /**
   * FEED-10: who was out, or only a reader, and is back writes on from an interval that this device opens. True when it wrote one.
   */
  resume(certificates: readonly Certificate[]): boolean {
    const { keys } = this.#core
    const next = this.#chains.of(keys.device).height + 1
    const known = this.#state.devices.get(keys.device)
    const me = this.#state.members.get(this.#core.account)
    if (known?.live !== true || me === undefined || me.role === READER) return false
    if (known.intervals.some(([from, to]) => from <= next && next <= to)) return false
    return this.write([{ type: 'device', certificates, from: next }]).ok
  }

  /** Whether anything written now would first need a new epoch (KEY-6: idle devices make it unasked). */
  needsRotation(): boolean {
    const state = this.#state
    const me = state.members.get(this.#core.account)
    // What a device writes that is out would be void, and written again for ever.
    if (state.devices.get(this.#core.keys.device)?.live !== true || this.#isSpent()) return false
    return me !== undefined && me.role >= MEMBER && cleanEpoch(state, (epoch) => this.#keyring.full(epoch) !== undefined) === undefined
  }

  /** GOV-13: lets an account in and seals the key to its devices in the same op; with `history: none` under a key of its own time. */
  admit(action: Extract<Action, { readonly type: 'admit' }>): Result<Block, ActCode> {
    const code = this.#isSpent() ? 'TOO_MANY' : this.mayNot(action)
    if (code !== undefined) return fail(code)
    const newcomers = this.#devicesLetIn(action)
    return this.#core.store.transaction(() => {
      if (historyOf(this.#state.settings) === 'none') {
        const plan = planEpoch(this.#core, this.#keyring, this.#state, [...liveGrantees(this.#state, this.#isFrozen), ...newcomers])
        return ok(this.#log.write(plan.epoch, [action, plan.action], plan.extras))
      }
      const epoch = this.writingEpoch()
      if (!epoch.ok) return epoch
      return ok(this.#log.write(epoch.value, [action], regrant(this.#core, this.#keyring, this.#state, epoch.value, newcomers) ?? {}))
    })
  }

  /** GOV-12: what this device wrote beyond its last op everybody else would refuse. An act may need a second op, for an epoch. */
  #isSpent(): boolean {
    return this.#log.count(this.#core.keys.device) > INTRINSIC.GOV_OPS_PER_DEVICE - 2
  }

  /** Those the act names, and those of somebody who was here before: all of them are live again with it. */
  #devicesLetIn({ account, certificates }: Extract<Action, { readonly type: 'admit' }>): readonly Grantee[] {
    const returning = [...this.#state.devices.values()].filter((held) => held.account === account && held.rooted && !held.dropped)
    // KEY-3: a knock may list anybody's devices; only this account's that were never dropped get the key.
    const named = certificates.filter((each) => each.account === account && this.#state.devices.get(each.device)?.dropped !== true)
    return [...new Map([...named, ...returning].map(({ device, seal }) => [device, { device, seal }])).values()]
  }

  /** KEY-5: hands epochs to a live device that is entitled to them and lacks them. Only a member's word that a key is out counts (KEY-3). */
  grant(device: string, epochs: readonly EpochId[]): boolean {
    const state = this.#state
    if ((state.members.get(this.#core.account)?.role ?? READER) < MEMBER) return false
    const grantee = [...state.devices.values()].find((held) => held.device === device && held.live && !this.#isFrozen(held.device))
    const member = grantee === undefined ? undefined : state.members.get(grantee.account)
    if (grantee === undefined || member === undefined) return false
    // Asking must not wear out this device's chain, which is needed for acts of its own (GOV-12).
    if (this.#log.count(this.#core.keys.device) > INTRINSIC.GOV_OPS_PER_DEVICE - OPS_KEPT_FOR_OWN_ACTS) return false
    const mayHave = (epoch: EpochId): boolean =>
      !this.#log.hasHandedOver(epoch, grantee.device) && isEntitled(this.#log, member.account, epoch)
    const extras = epochs.filter(mayHave).flatMap((epoch) => regrant(this.#core, this.#keyring, state, epoch, [grantee])?.grants ?? [])
    if (extras.length === 0) return false
    return this.#core.store.transaction(() => {
      const epoch = this.writingEpoch()
      if (!epoch.ok) return false
      this.#log.write(epoch.value, [], { grants: extras.slice(0, GRANTS_AT_ONCE) })
      return true
    })
  }

  /** The last seqs seen of an account's devices, as `remove` and `limit` carry them (GOV-5). */
  cutsOf(account: AccountId): Cuts {
    return currentCuts(this.#state, account, (device) => [this.#log.count(device), this.#chains.highest(device)])
  }
}

const GRANTS_AT_ONCE = 8
const OPS_KEPT_FOR_OWN_ACTS = 1024

const ACT_CODES: Readonly<Record<GovCode, ActCode>> = {
  NOT_MEMBER: 'NOT_MEMBER',
  NOT_ROOTED: 'NOT_READY',
  DROPPED: 'NOT_MEMBER',
  FORBIDDEN: 'FORBIDDEN',
  OUTRANKED: 'FORBIDDEN',
  UNAWARE: 'FORBIDDEN',
  CUT: 'FORBIDDEN',
  NO_TARGET: 'NO_CONTACT',
  NO_INVITE: 'NO_INVITE',
  EXPIRED: 'EXPIRED',
  USED: 'USED_UP',
  FULL: 'TOO_MANY',
  BARRED: 'FORBIDDEN',
  BAD_PROOF: 'BAD_LINK',
  BAD_VALUE: 'TOO_LONG',
  OUT_OF_RANGE: 'TOO_MANY',
  UNSUPPORTED: 'UPDATE_NEEDED',
  DUPLICATE: 'FORBIDDEN',
}
