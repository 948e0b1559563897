/** Both sides of what governance bounds: lists in its bytes, and what a room takes in. */
import { describe, expect, it } from 'vitest'
import { idFromBytes } from '../../../shared/ids/index.ts'
import { INTRINSIC } from '../../../shared/limits.ts'
import {
  type Action,
  decodeGovBody,
  decodeGovPlain,
  encodeGovBody,
  encodeGovPlain,
  isLegalSetting,
} from '../../../shared/rooms/governance/index.ts'
import { sealGrants } from '../../../shared/rooms/keys/index.ts'
import { Story, admit, blockId, epoch, invite, remove } from './story.ts'
import { type Person, certifiedBy, crypto, deviceOf, invitation, person, seedOf } from './town.ts'

const mum = person('mum')
const dad = person('dad')
const M = mum.devices[0]!

const many = <T>(count: number, make: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at))
const deviceNo = (at: number) => idFromBytes('device', seedOf(`no ${at}`))
const messageNo = (at: number) => idFromBytes('message', seedOf(`no ${at}`).slice(0, 16))
const certificate = M.certificate

function encoded(action: Action): Uint8Array {
  return encodeGovPlain({ pepper: new Uint8Array(16), parents: [], t: 1, actions: [action] })
}

const LISTS: readonly (readonly [name: string, limit: number, make: (count: number) => Action])[] = [
  [
    'EPOCH_PREVS',
    INTRINSIC.EPOCH_PREVS,
    (count) =>
      epoch(
        'e',
        2,
        many(count, (at) => epoch(`prev ${at}`, 1).id),
      ),
  ],
  [
    'INVITE_KEEP',
    INTRINSIC.INVITE_KEEP,
    (count) => ({ type: 'uninvite', invite: invitation('a').invite, keep: many(count, (at) => blockId(at.toString(16))) }),
  ],
  ['HIDE_MESSAGES', INTRINSIC.HIDE_MESSAGES, (count) => ({ type: 'hide', messages: many(count, messageNo), hidden: true })],
  [
    'CERTIFICATES_PER_ACTION',
    INTRINSIC.CERTIFICATES_PER_ACTION,
    (count) => ({ type: 'device', certificates: many(count, () => certificate), from: 1 }),
  ],
  ['CUT_DEVICES', INTRINSIC.CUT_DEVICES, (count) => remove(dad, new Map(many(count, (at) => [deviceNo(at), [1, 1] as const])))],
  ['ROOM_FEATURES', INTRINSIC.ROOM_FEATURES, (count) => ({ type: 'upgrade', features: many(count, (at) => at) })],
  [
    'ROOM_SETTINGS',
    INTRINSIC.ROOM_SETTINGS,
    (count) => ({
      type: 'create',
      rs: seedOf('rs'),
      kind: 'group',
      certificates: [certificate],
      settings: new Map(many(count, (at) => [`setting ${at}`, at])),
      features: [],
    }),
  ],
]

describe('[P14] what one act may list', () => {
  it.each(LISTS)('%s: %d pass, one more is neither written nor read', (_name, limit, make) => {
    expect(decodeGovPlain(encoded(make(limit))).ok).toBe(true)
    expect(() => encoded(make(limit + 1))).toThrow(RangeError)
  })

  it('GRANTS_PER_OP: eight epochs at once, not nine', () => {
    const handle = idFromBytes('handle', seedOf('handle').slice(0, 16))
    const rng = { bytes: (length: number) => seedOf('any').slice(0, length) }
    const one = sealGrants(crypto, rng, { handle, epoch: epoch('e', 1).id, n: 1, secret: seedOf('secret') }, [
      { device: M.id, seal: M.keys.seal },
    ])
    if (one === undefined) throw new Error('a good key takes a grant')
    const body = (count: number) => encodeGovBody({ sealed: new Uint8Array(40), grants: many(count, () => one) })
    expect(decodeGovBody(body(INTRINSIC.GRANTS_PER_OP)).ok).toBe(true)
    expect(() => body(INTRINSIC.GRANTS_PER_OP + 1)).toThrow(RangeError)
  })
})

describe('[P14] what a room takes in', () => {
  it.each([
    [INTRINSIC.INVITE_USES, []],
    [INTRINSIC.INVITE_USES + 1, [{ code: 'OUT_OF_RANGE' }]],
    [1, []],
    [0, [{ code: 'OUT_OF_RANGE' }]],
  ])('INVITE_USES: an invitation for %d', (max, voided) => {
    const story = new Story(mum)
    story.write(M, [invite(invitation('uses'), { max })])
    expect(story.state().voided).toMatchObject(voided)
  })

  it('COLOUR_CHARACTERS: 32 are a colour, 33 are not', () => {
    expect(isLegalSetting('colour', 'c'.repeat(INTRINSIC.COLOUR_CHARACTERS))).toBe(true)
    expect(isLegalSetting('colour', 'c'.repeat(INTRINSIC.COLOUR_CHARACTERS + 1))).toBe(false)
  })

  it('ROOM_SETTINGS: 64 different ones, and those may change', () => {
    const story = new Story(mum)
    for (let at = 0; at <= INTRINSIC.ROOM_SETTINGS; at++) story.write(M, [{ type: 'set', key: `later ${at}`, value: at }])
    story.write(M, [{ type: 'set', key: 'later 0', value: 'changed' }])
    const { settings, voided } = story.state()
    expect(settings.size).toBe(INTRINSIC.ROOM_SETTINGS)
    expect(settings.get('later 0')).toBe('changed')
    expect(voided).toMatchObject([{ code: 'FULL' }])
  })

  it('[GOV-12] ACCOUNT_EVER_DEVICES: 64 devices ever, dropped ones included', () => {
    const story = new Story(mum)
    const already = story.state().devices.size
    const first = M
    for (let at = already; at <= INTRINSIC.ACCOUNT_EVER_DEVICES; at++) {
      const device = deviceOf(mum, `ever ${at}`)
      story.write(first, [{ type: 'device', certificates: [certifiedBy(first, device)], from: 1 }])
      story.write(first, [{ type: 'drop', device: device.id }])
    }
    const { devices } = story.state()
    expect([...devices.values()].filter(({ account }) => account === mum.account)).toHaveLength(INTRINSIC.ACCOUNT_EVER_DEVICES)
  })

  it('[GOV-12] ROOM_DEVICES: 512 devices, and not one more', () => {
    const story = new Story(mum)
    const own = story.state().devices.size
    const perPerson = 4
    const crowd = many(Math.ceil((INTRINSIC.ROOM_DEVICES - own) / perPerson) + 1, (at): Person => person(`throng ${at}`))
    for (const who of crowd) {
      const certificates = who.devices.map((device) => device.certificate)
      story.write(M, [{ ...admit(who), certificates } as Action])
    }
    const { devices } = story.state()
    expect([...devices.values()].filter(({ live }) => live)).toHaveLength(INTRINSIC.ROOM_DEVICES)
  })
})
