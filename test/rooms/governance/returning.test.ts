/** GOV-20: a person who lost every device comes back by the hands of other members, and by nothing else. */
import { describe, expect, it } from 'vitest'
import type { Certificate } from '../../../shared/identity/index.ts'
import type { Action } from '../../../shared/rooms/governance/index.ts'
import { Story, limit, remove, title } from './story.ts'
import { type Device, certifiedBy, deviceOf, guestCertificate, person, revoke } from './town.ts'

const [mum, dad, kim] = [person('mum'), person('dad'), person('kim')]
const [M] = mum.devices
const [D] = dad.devices
const [K] = kim.devices
const fresh = deviceOf(dad, 'from words')

const carryIn = (certificates: readonly Certificate[], from = 1): Action => ({ type: 'device', certificates, from })
const vouch = ({ id }: Device): Action => ({ type: 'vouch', device: id })

function room(role: 0 | 1 | 2 | 3 | 4 = 2): Story {
  const story = new Story(mum)
  story.admit(dad)
  story.admit(kim, role)
  return story
}

describe('a device that others bring in', () => {
  it('[GOV-20] a member carries in what the words certified and vouches for it in one op: it is live, and acts', () => {
    const story = room()
    story.write(K!, [carryIn([fresh.certificate]), vouch(fresh)])
    expect(story.state().voided).toEqual([])
    expect(story.state().devices.get(fresh.id)).toMatchObject({ account: dad.account, live: true, rooted: true })
    story.write(fresh, [{ type: 'leave' }])
    expect(story.state().members.has(dad.account)).toBe(false)
  })

  it('[GOV-20, GOV-6] without a vouch it waits and can do nothing, not even bring in another', () => {
    const story = room()
    const next = deviceOf(dad, 'next')
    story.write(K!, [carryIn([fresh.certificate])])
    expect(story.state().devices.get(fresh.id)).toMatchObject({ rooted: false, live: false })
    story.write(fresh, [title('mine'), carryIn([certifiedBy(fresh, next)])])
    expect(story.state().voided.map(({ code }) => code)).toEqual(['NOT_ROOTED', 'NOT_ROOTED'])
  })

  it('[GOV-20] takes nobody below member, nobody who only introduces himself, and nobody for who is no member', () => {
    for (const role of [0, 1] as const) {
      const story = room(role)
      story.write(K!, [carryIn([fresh.certificate]), vouch(fresh)])
      expect(story.state().devices.has(fresh.id)).toBe(false)
    }
    const story = room()
    story.write(K!, [carryIn([person('oma').devices[0]!.certificate])])
    expect(story.state().voided).toMatchObject([{ code: 'NO_TARGET' }])
    const stranger = deviceOf(kim, 'unknown')
    expect(story.grown().add(story.write(stranger, [carryIn([fresh.certificate])])).status).not.toBe('applied')
  })

  it('[GOV-20] only what the account key itself signed, in full, from the beginning', () => {
    const story = room()
    const cases: [Action, string][] = [
      [carryIn([certifiedBy(D!, fresh)]), 'BAD_PROOF'],
      [carryIn([guestCertificate(fresh, 9_000_000)]), 'BAD_PROOF'],
      [carryIn([{ ...fresh.certificate, account: mum.account }]), 'BAD_PROOF'],
      [carryIn([{ ...fresh.certificate, deviceSignature: fresh.certificate.issuerSignature }]), 'BAD_PROOF'],
      [carryIn([fresh.certificate], 2), 'BAD_VALUE'],
    ]
    for (const [action] of cases) story.write(K!, [action])
    expect(story.state().voided.map(({ code }) => code)).toEqual(cases.map(([, code]) => code))
    expect(story.state().devices.has(fresh.id)).toBe(false)
  })

  it('[GOV-20] what was dropped or revoked stays out, and what is here stays as it is', () => {
    const story = room()
    story.write(D!, [{ type: 'device', certificates: [certifiedBy(D!, fresh)], from: 4 }])
    const before = story.state().devices.get(fresh.id)!
    story.write(K!, [carryIn([fresh.certificate])])
    expect(story.state().devices.get(fresh.id)).toMatchObject({ intervals: before.intervals })
    story.write(D!, [{ type: 'drop', device: fresh.id, cut: [9, 9] }])
    story.write(K!, [carryIn([fresh.certificate]), vouch(fresh)])
    expect(story.state().devices.get(fresh.id)).toMatchObject({ dropped: true, live: false })
    const lost = deviceOf(dad, 'lost')
    story.write(K!, [carryIn([lost.certificate]), vouch(lost)])
    story.write(D!, [{ type: 'drop', device: lost.id, cut: [0, 0], revocation: revoke(lost, D!) }])
    story.write(M!, [carryIn([lost.certificate]), vouch(lost)])
    expect(story.state().devices.get(lost.id)?.live).toBe(false)
  })

  it('[GOV-20, P3] who was removed or made a reader brings in nobody from before', () => {
    for (const lowering of [remove(kim), limit(kim, 0)]) {
      const story = room()
      const before = story.heads()
      story.write(M!, [lowering], { sees: before })
      story.write(K!, [carryIn([fresh.certificate]), vouch(fresh)], { sees: before })
      expect(story.state().devices.has(fresh.id)).toBe(false)
    }
  })

  it('[GOV-20, GOV-3] a reader’s device that drops another of his does not take back what he brought in as a member', () => {
    const story = room()
    const [, K1] = kim.devices
    story.write(K!, [{ type: 'device', certificates: [certifiedBy(K!, K1!)], from: 1 }])
    story.write(K!, [carryIn([fresh.certificate]), vouch(fresh)])
    story.write(M!, [
      limit(
        kim,
        0,
        new Map([
          [K!.id, [9, 9]],
          [K1!.id, [9, 9]],
        ]),
      ),
    ])
    story.write(K1!, [{ type: 'drop', device: K!.id, cut: [0, 0] }])
    expect(story.state().devices.get(fresh.id)).toMatchObject({ live: true })
  })
})
