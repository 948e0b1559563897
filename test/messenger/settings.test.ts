/** What a person chose: kept one by one, judged by the reader of what is kept. */
import { describe, expect, test } from 'vitest'
import { MEDIA, RESOURCE, TRANSFER } from '../../shared/limits.ts'
import type { Settings } from '../../shared/messenger/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { Village } from '../harness/village.ts'

const DEFAULTS: Settings = {
  readReceipts: true,
  typing: true,
  language: 'system',
  theme: 'system',
  textSize: 100,
  notifications: 'full',
  enterSends: true,
  lockAfterMinutes: 0,
  lockWithSystem: false,
  background: false,
  rendezvous: false,
  rendezvousPort: 0,
  bootstrap: [],
  relay: false,
  portMapping: true,
  mediaMib: MEDIA.PROFILE_MIB,
  roomMediaMib: MEDIA.ROOM_MIB,
  autoFetch: 'always',
  autoFetchMib: TRANSFER.AUTO_MIB,
  uploadKib: 0,
}
const OTHER: Settings = {
  readReceipts: false,
  typing: false,
  language: 'ko',
  theme: 'dark',
  textSize: 150,
  notifications: 'none',
  enterSends: false,
  lockAfterMinutes: RESOURCE.LOCK_AFTER_MINUTES,
  lockWithSystem: true,
  background: true,
  rendezvous: true,
  rendezvousPort: 4310,
  bootstrap: ['/ip4/192.0.2.7/tcp/4310'],
  relay: true,
  portMapping: false,
  mediaMib: MEDIA.QUOTA_MIB,
  roomMediaMib: 1,
  autoFetch: 'nearby',
  autoFetchMib: TRANSFER.AUTO_MIB_MOST,
  uploadKib: TRANSFER.UPLOAD_KIB_MOST,
}

function someone() {
  const village = new Village()
  const person = village.person('Mum')
  let told = 0
  person.messenger.subscribe(({ type }) => void (told += Number(type === 'settings')))
  const restarted = (): Settings => {
    person.messenger.stop()
    return village.personOn('Mum', person.store).messenger.settings()
  }
  return { ...person, restarted, told: () => told }
}

describe('settings', () => {
  test('come as they come, change one by one, and are there after a restart', () => {
    const { messenger, restarted, told } = someone()
    expect(messenger.settings()).toEqual(DEFAULTS)
    let expected = DEFAULTS
    const steps: readonly Partial<Settings>[] = [
      { readReceipts: OTHER.readReceipts },
      { typing: OTHER.typing },
      { language: OTHER.language },
      { theme: OTHER.theme },
      { textSize: OTHER.textSize },
      { notifications: OTHER.notifications },
      { enterSends: OTHER.enterSends },
      { lockAfterMinutes: OTHER.lockAfterMinutes },
      { relay: OTHER.relay },
      { portMapping: OTHER.portMapping },
      { lockWithSystem: OTHER.lockWithSystem, background: OTHER.background },
      { rendezvous: OTHER.rendezvous },
      { mediaMib: OTHER.mediaMib, roomMediaMib: OTHER.roomMediaMib },
      { autoFetch: OTHER.autoFetch, autoFetchMib: OTHER.autoFetchMib },
      { uploadKib: OTHER.uploadKib },
      { rendezvousPort: OTHER.rendezvousPort, bootstrap: OTHER.bootstrap },
    ]
    for (const [at, step] of steps.entries()) {
      expected = { ...expected, ...step }
      expect(expectOk(messenger.changeSettings(step))).toEqual(expected)
      expect(told()).toBe(at + 1)
    }
    expect(expected).toEqual(OTHER)
    expectOk(messenger.changeSettings(OTHER))
    expectOk(messenger.changeSettings({}))
    expect(told()).toBe(steps.length)
    expect(restarted()).toEqual(OTHER)
  })

  test('take no value that is none, and then none beside it', () => {
    const { messenger, restarted, told } = someone()
    for (const bad of [
      { textSize: 80 },
      { textSize: 160 },
      { textSize: 95 },
      { textSize: Number.NaN },
      { lockAfterMinutes: RESOURCE.LOCK_AFTER_MINUTES + 1 },
      { lockAfterMinutes: -1 },
      { mediaMib: MEDIA.QUOTA_MIB + 1 },
      { roomMediaMib: 0 },
      { autoFetchMib: TRANSFER.AUTO_MIB_MOST + 1 },
      { uploadKib: TRANSFER.UPLOAD_KIB_MOST + 1 },
      JSON.parse('{"autoFetch":"sometimes"}'),
      { lockAfterMinutes: 2.5 },
      // What no program of ours would say.
      JSON.parse('{"theme":"pink"}'),
      JSON.parse('{"language":1}'),
      JSON.parse('{"background":"yes"}'),
      JSON.parse('{"notifications":null}'),
    ]) {
      expect(messenger.changeSettings({ ...bad, typing: false })).toEqual({ ok: false, code: 'OUT_OF_RANGE' })
      expect(messenger.settings()).toEqual(DEFAULTS)
    }
    expect(told()).toBe(0)
    expect(restarted()).toEqual(DEFAULTS)
  })

  test('that a later version wrote in its own way cost none of the others', () => {
    const { messenger, store, restarted } = someone()
    expectOk(messenger.changeSettings({ theme: 'light', textSize: 120 }))
    store.values.put('settings', 'theme', Uint8Array.of(0x18, 0x63))
    expect(restarted()).toEqual({ ...DEFAULTS, textSize: 120 })
  })
})
