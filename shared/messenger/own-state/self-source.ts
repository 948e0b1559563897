/** The person himself: his name, what he chose, and his devices. */
import { field, id, optional, readUtf8, struct, uint, utf8 } from '../../codec/index.ts'
import { type Revocation, cleanName, revocation } from '../../identity/index.ts'
import { type DeviceId, parseId } from '../../ids/index.ts'
import type { BlockedDevice, Settings } from '../api-profile.ts'
import type { SharedPeople } from '../people/index.ts'
import { PERSONAL_SETTINGS, type PersonalSetting, type ProfileSettings } from '../settings.ts'
import type { OwnSource } from './own-state.ts'

const NOTHING = new Uint8Array(0)

export const NAME_ITEM = 'me/name'
const out = struct({ at: field(1, uint()), by: field(2, id('device')), n: optional(3, uint()) })

export interface SelfActs {
  name(): string
  rename(name: string): void
  changeSettings(changes: Partial<Settings>): void
  /** Takes a device out here as well; when it is this one, it is over. */
  takeOut(device: DeviceId, at: number, by: DeviceId, n: number): void
  /** The words said something about own devices. */
  wordsHeard(): void
}

export function nameSource({ name, rename }: Pick<SelfActs, 'name' | 'rename'>): OwnSource {
  return {
    owns: (item) => item === NAME_ITEM,
    isJoined: () => false,
    names: () => [NAME_ITEM],
    read: () => utf8(name()),
    write(_item, value) {
      const called = cleanName(readUtf8(value) ?? '')
      if (called !== '' && called !== name()) rename(called)
      return true
    },
  }
}

export const settingItems: readonly string[] = PERSONAL_SETTINGS.map((name) => `setting/${name}`)

export function settingsSource(settings: ProfileSettings, { changeSettings }: Pick<SelfActs, 'changeSettings'>): OwnSource {
  const named = (item: string): PersonalSetting | undefined => PERSONAL_SETTINGS.find((name) => item === `setting/${name}`)
  return {
    owns: (item) => item.startsWith('setting/'),
    isJoined: () => false,
    names: () => settingItems,
    read(item) {
      const name = named(item)
      return name === undefined ? NOTHING : settings.encoded(name)
    },
    write(item, value) {
      const name = named(item)
      const change = name === undefined ? undefined : settings.read(name, value)
      if (change !== undefined) changeSettings(change)
      return true
    },
  }
}

export function deviceItems(device: DeviceId): readonly string[] {
  return [`device/${device}`, `out/${device}`]
}

export function devicesSource(people: SharedPeople, { takeOut }: Pick<SelfActs, 'takeOut'>): OwnSource {
  const { devices } = people
  return {
    owns: (item) => item.startsWith('device/') || item.startsWith('out/'),
    // Out once is out for ever, whoever says so.
    isJoined: (item) => item.startsWith('out/'),
    names: () => devices.devices().flatMap(deviceItems),
    read(item) {
      const device = deviceIn(item)
      if (device === undefined) return NOTHING
      const note = devices.of(device)
      if (item.startsWith('device/')) return note.name === undefined ? NOTHING : utf8(note.name)
      return note.out === undefined ? NOTHING : out.encode(note.out)
    },
    write(item, value) {
      const device = deviceIn(item)
      if (device === undefined) return true
      if (item.startsWith('device/')) devices.rename(device, cleanName(readUtf8(value) ?? '') || undefined)
      else {
        const read = out.decode(value)
        // OWN-9: it was said by who had heard more of the words than this device has.
        if (read.ok && (read.value.n ?? 0) > devices.newest) return false
        if (read.ok) takeOut(device, read.value.at, read.value.by, read.value.n ?? 0)
      }
      return true
    },
  }
}

export function wordsItems(people: SharedPeople): readonly string[] {
  return people.revocations.map(nameOf)
}

/** OWN-9: revocations made by the words, an item each: they only add up, and say by themselves whose they are. */
export function wordsSource(people: SharedPeople, { wordsHeard }: Pick<SelfActs, 'wordsHeard'>): OwnSource {
  return {
    owns: (item) => item.startsWith('words/'),
    isJoined: () => true,
    names: () => wordsItems(people),
    read(item) {
      const held = people.revocations.find((each) => nameOf(each) === item)
      return held === undefined ? NOTHING : revocation.encode(held)
    },
    write(item, value) {
      const read = revocation.decode(value)
      if (read.ok && nameOf(read.value) === item) people.hearWords(read.value)
      wordsHeard()
      return true
    },
  }
}

function nameOf({ device, heir, n }: Revocation): string {
  return `words/${device}/${heir}/${n}`
}

/** Devices that were blocked before they said whose they are. */
export function blockedDevicesSource(people: SharedPeople): OwnSource {
  const blocked = (device: DeviceId): BlockedDevice | undefined => people.blockedDevices().find((each) => each.device === device)
  return {
    owns: (item) => item.startsWith('shut/'),
    isJoined: () => false,
    names: () => people.blockedDevices().map(({ device }) => `shut/${device}`),
    read(item) {
      const device = deviceIn(item)
      const held = device === undefined ? undefined : blocked(device)
      return held === undefined ? NOTHING : utf8(`${held.since} ${held.name}`)
    },
    write(item, value) {
      const device = deviceIn(item)
      if (device === undefined) return true
      if (value.length === 0) people.unblockDevice(device)
      const [, since, name = ''] = /^(\d{1,15}) (.*)$/u.exec(readUtf8(value) ?? '') ?? []
      if (since !== undefined) people.blockDevice({ device, since: Number(since), name: cleanName(name) })
      return true
    },
  }
}

function deviceIn(item: string): DeviceId | undefined {
  return parseId('device', item.slice(item.indexOf('/') + 1))
}
