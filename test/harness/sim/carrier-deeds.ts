/**
 * People who ask each other to carry rooms, answer, change their minds; and carriers whose disks lose what they go on claiming to have. Chosen
 * by the seed. What must hold of them in the end: nobody is above what was agreed to, and what a carrier keeps it has no key for.
 */
import { spansCodec } from '../../../shared/messenger/room/feed-chain.ts'
import type { RoomHandle } from '../../../shared/ids/index.ts'
import type { RoomKey } from '../../../shared/store/index.ts'
import { liveIn, roomOf, roomsOf } from './agreement.ts'
import type { Seeded } from './seeded.ts'
import type { SimDevice, World } from './world.ts'

type Deed = (by: SimDevice) => string | undefined

const QUOTAS = [4_000, 40_000, 400_000, 256 * 1024 * 1024] as const
const EVERYTHING = Number.MAX_SAFE_INTEGER

/** `isLying`: some carriers keep their word and lose what it is about. */
export function carrierDeeds(
  world: World,
  rng: Seeded,
  isLying: boolean,
): readonly (readonly [weight: number, name: string, deed: Deed])[] {
  return [
    [14, 'ask to carry', (by) => ask(by, rng)],
    [12, 'answer who asks', () => elsewhere(world, rng, isAsked, (by) => answer(by, rng))],
    [2, 'carry no longer', () => elsewhere(world, rng, carries, (by) => stop(by, rng))],
    [2, 'take it back', (by) => end(by, rng)],
    [isLying ? 6 : 0, 'lose blocks', () => elsewhere(world, rng, carries, (by) => lose(by, rng))],
    [isLying ? 4 : 0, 'claim more', () => elsewhere(world, rng, carries, (by) => claim(world, by, rng))],
  ]
}

const isAsked = ({ messenger }: SimDevice): boolean => messenger.carrying.asks().length > 0
const carries = ({ messenger }: SimDevice): boolean => messenger.carrying.keeper.carried().length > 0

/** By somebody who has reason to. */
function elsewhere(world: World, rng: Seeded, has: (by: SimDevice) => boolean, deed: Deed): string | undefined {
  const by = rng.pick(world.devices.filter(has))
  const done = by === undefined ? undefined : deed(by)
  return by === undefined || done === undefined ? undefined : `${by.name}: ${done}`
}

/** The first thing that is not as it must be, in words. */
export function carrierFault(world: World, isLying: boolean): string | undefined {
  for (const by of world.devices) {
    for (const { account, used, quota } of by.messenger.carrying.carried())
      if (used > quota) return `${by.name} keeps ${used} of ${quota} bytes for ${account.slice(0, 8)}`
    for (const { key, handle } of carriedBy(world, by)) {
      const fault = secretOf(world, by, key, handle) ?? (isLying ? undefined : claimOf(world, by, key, handle))
      if (fault !== undefined) return fault
    }
  }
  return undefined
}

/** How many rooms are carried by anybody: that the deeds came to something. */
export function carriedRooms(world: World): number {
  return world.devices.reduce((sum, by) => sum + carriedBy(world, by).length, 0)
}

function ask(by: SimDevice, rng: Seeded): string | undefined {
  const room = rng.pick(by.messenger.rooms().filter(({ role }) => (role ?? 0) >= 3))?.room
  const members = room === undefined ? undefined : roomOf(by, room)?.state.members
  const contacts = by.messenger.contacts()
  const outside = contacts.filter(({ account }) => members?.has(account) !== true)
  const contact = rng.pick(outside.length > 0 ? outside : contacts)
  if (room === undefined || contact === undefined) return undefined
  const done = by.messenger.carrying.ask(room, contact.account)
  return `${room.slice(0, 8)} ${contact.name} ${done.ok ? 'ok' : done.code}`
}

function answer(by: SimDevice, rng: Seeded): string | undefined {
  const waiting = rng.pick(by.messenger.carrying.asks())
  if (waiting === undefined) return undefined
  const quota = rng.pick(QUOTAS) ?? QUOTAS[0]
  const isYes = rng.chance(0.85)
  if (isYes) by.messenger.carrying.allow(waiting.account, quota)
  else by.messenger.carrying.decline(waiting.account)
  return `${waiting.name} ${isYes ? quota : 'no'}`
}

function stop(by: SimDevice, rng: Seeded): string | undefined {
  const kept = rng.pick(by.messenger.carrying.carried())
  if (kept === undefined) return undefined
  by.messenger.carrying.stop(kept.account)
  return kept.name
}

function end(by: SimDevice, rng: Seeded): string | undefined {
  const room = rng.pick(by.messenger.rooms())?.room
  const carriers = room === undefined ? undefined : by.messenger.carrying.carriersOf(room)
  const carrier = carriers?.ok === true ? rng.pick(carriers.value) : undefined
  if (room === undefined || carrier === undefined) return undefined
  const done = by.messenger.carrying.end(room, carrier.device)
  return `${room.slice(0, 8)} ${carrier.name} ${done.ok ? 'ok' : done.code}`
}

/** It withholds: rows and word stay, the blocks are gone. */
function lose(by: SimDevice, rng: Seeded): string | undefined {
  const { store } = by
  const key = rng.pick(by.messenger.carrying.keeper.carried())?.key
  if (key === undefined) return undefined
  let lost = 0
  for (const [hex] of store.values.list(`chains/${key}`))
    for (const block of store.blocks.range(key, hex as never, 1, 1, EVERYTHING, EVERYTHING)) {
      if (!rng.chance(0.5)) continue
      store.blocks.remove(key, block.id)
      lost += 1
    }
  return `${lost} of ${key}`
}

/** It lies about heights, in rows and in its word, from its next start on. */
function claim(world: World, by: SimDevice, rng: Seeded): string | undefined {
  const { store } = by
  const key = rng.pick(by.messenger.carrying.keeper.carried())?.key
  const chain = key === undefined ? undefined : rng.pick(store.values.list(`chains/${key}`))
  const spans = chain === undefined ? undefined : spansCodec.decode(chain[1])
  const last = spans?.ok === true ? spans.value.at(-1) : undefined
  if (key === undefined || chain === undefined || spans?.ok !== true || last === undefined) return undefined
  const more = { ...last, last: last.last + rng.between(1, 50), head: undefined }
  store.transaction(() => store.values.put(`chains/${key}`, chain[0], spansCodec.encode([...spans.value.slice(0, -1), more])))
  world.restart(by)
  return `${chain[0].slice(0, 8)} up to ${more.last}`
}

function carriedBy(world: World, by: SimDevice): readonly { readonly key: RoomKey; readonly handle: RoomHandle }[] {
  const { keeper } = by.messenger.carrying
  return keeper.carried().flatMap(({ key }) => {
    const handle = keeper.sync(key)?.handle
    // Who was made a member later may well have keys.
    const isMember = roomsOf(world).some((id) => roomOf(by, id)?.core.handle === handle)
    return handle === undefined || isMember ? [] : [{ key, handle }]
  })
}

/** P7: of no epoch that its blocks are sealed in does it have a secret, under any of its rooms. */
function secretOf(world: World, by: SimDevice, key: RoomKey, handle: RoomHandle): string | undefined {
  const { store } = by
  const devices = store.values.list(`chains/${key}`).map(([hex]) => hex)
  const blocks = [
    ...store.blocks.governance(key),
    ...devices.flatMap((hex) => store.blocks.range(key, hex as never, 1, 1, EVERYTHING, EVERYTHING)),
  ]
  const epochs = new Set(blocks.map(({ epoch }) => epoch))
  if (store.values.list(`keys/${key}`).length > 0) return `${by.name} has keys of what it carries for ${handle.slice(0, 8)}`
  const rings = roomsOf(world).flatMap((id) => roomOf(by, id)?.keyring ?? [])
  const opened = [...epochs].find((epoch) => rings.some((ring) => ring.secret(epoch) !== undefined || ring.governance(epoch) !== undefined))
  return opened === undefined ? undefined : `${by.name} can open epoch ${opened.slice(0, 8)} of ${handle.slice(0, 8)}`
}

/** DLV-5: what honest carriers are said to hold they have, as every live member has it. */
function claimOf(world: World, by: SimDevice, key: RoomKey, handle: RoomHandle): string | undefined {
  const rows = by.messenger.carrying.keeper.sync(key)?.feedRows() ?? []
  for (const id of roomsOf(world)) {
    for (const member of liveIn(world, id)) {
      const room = roomOf(member, id)
      if (room?.core.handle !== handle || !room.state.carriers.has(by.device)) continue
      for (const { device, feeds } of room.custody.holdings()) {
        if (device !== by.device) continue
        for (const [author, ranges] of feeds)
          for (const [first, last] of ranges) {
            const held = rows.filter((row) => row.device === author).flatMap((row) => row.ranges)
            if (held.some(([from, to]) => from <= first && last <= to)) continue
            return `${member.name} believes that ${by.name} keeps ${author.slice(0, 8)}/${first}–${last}`
          }
      }
    }
  }
  return undefined
}
