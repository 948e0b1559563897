/** Devices: who is rooted, who drops whom, what words can do (GOV-6, GOV-7), and which feed seqs count (FEED-10). */
import { describe, expect, it } from 'vitest'
import { INTRINSIC } from '../../../shared/limits.ts'
import { Story, blockId, limit, membersOf, raise, remove, title } from './story.ts'
import { certifiedBy, deviceOf, guestCertificate, person, revoke } from './town.ts'

const OPEN = Number.MAX_SAFE_INTEGER
const [mum, dad, kim] = [person('mum'), person('dad'), person('kim')]
const [M, , , M3] = mum.devices
const [D, D1, , D3] = dad.devices

function room(role: 0 | 1 | 2 | 3 | 4 = 2): Story {
  const story = new Story(mum)
  story.admit(dad, role)
  return story
}

describe('introduction', () => {
  it('[GOV-6] a device certified by words alone is pending until one of the account’s vouches', () => {
    const story = room()
    story.write(D3!, [{ type: 'device', certificates: [D3!.certificate], from: 1 }, title('x')])
    expect(story.state().devices.get(D3!.id)).toMatchObject({ rooted: false, live: false })
    expect(story.state().voided).toMatchObject([{ code: 'NOT_ROOTED' }])
    story.write(D!, [{ type: 'vouch', device: D3!.id }])
    expect(story.state().devices.get(D3!.id)).toMatchObject({ rooted: true, live: true, intervals: [[1, OPEN]] })
  })

  it('[GOV-6] one other member may vouch, a reader may not', () => {
    for (const role of [0, 2] as const) {
      const story = room(role)
      story.write(M3!, [{ type: 'device', certificates: [M3!.certificate], from: 1 }])
      story.write(D!, [{ type: 'vouch', device: M3!.id }])
      expect(story.state().devices.get(M3!.id)?.rooted).toBe(role === 2)
    }
  })

  it('[GOV-6] a device certified by a rooted one is rooted, and roots its own when vouched for', () => {
    const story = room()
    story.write(D!, [{ type: 'device', certificates: [certifiedBy(D!, D3!)], from: 4 }])
    expect(story.state().devices.get(D3!.id)).toMatchObject({ live: true, intervals: [[4, OPEN]] })
    const [late, later] = [deviceOf(dad, 'late'), deviceOf(dad, 'later')]
    story.write(late, [{ type: 'device', certificates: [late.certificate, certifiedBy(late, later)], from: 1 }])
    expect(story.state().devices.get(later.id)?.live).toBe(false)
    story.write(D!, [{ type: 'vouch', device: late.id }])
    expect(story.state().devices.get(later.id)?.live).toBe(true)
  })

  it('[ENC-7] nobody’s device can be claimed, and forged certificates introduce nothing', () => {
    const story = room()
    story.write(D!, [{ type: 'device', certificates: [{ ...D3!.certificate, account: mum.account }], from: 1 }])
    story.write(D!, [{ type: 'device', certificates: [{ ...D3!.certificate, deviceSignature: D3!.certificate.issuerSignature }], from: 1 }])
    expect(story.state().devices.has(D3!.id)).toBe(false)
    expect(story.state().voided.map(({ code }) => code)).toEqual(['BAD_PROOF', 'BAD_PROOF'])
  })

  it('[GOV-15] a guest certificate counts until it expires by the op’s time, and makes its device a guest', () => {
    const story = room(3)
    const certificate = guestCertificate(D3!, 5_000_000)
    story.write(D3!, [{ type: 'device', certificates: [certificate], from: 1 }], { t: 5_000_001 })
    expect(story.state().devices.has(D3!.id)).toBe(false)
    story.write(
      D!,
      [
        { type: 'device', certificates: [certificate], from: 1 },
        { type: 'vouch', device: D3!.id },
      ],
      { t: 4_000_000 },
    )
    story.write(D3!, [title('x')])
    expect(story.state().devices.get(D3!.id)?.live).toBe(true)
    expect(story.state().settings.size).toBe(0)
  })

  it(`[ENC-7] a chain of ${INTRINSIC.CERTIFICATE_CHAIN} certificates holds, one longer does not`, () => {
    const story = room()
    let last = D!
    for (let length = 2; length <= INTRINSIC.CERTIFICATE_CHAIN + 1; length++) {
      const next = deviceOf(dad, `link ${length}`)
      story.write(last, [{ type: 'device', certificates: [certifiedBy(last, next)], from: 1 }])
      const isHeld = length <= INTRINSIC.CERTIFICATE_CHAIN
      expect(story.state().devices.get(next.id)?.live).toBe(isHeld ? true : undefined)
      last = next
    }
    expect(story.state().voided).toMatchObject([{ code: 'BAD_PROOF' }])
  })

  it('[GOV-12] 16 live devices of one account, no more', () => {
    const story = room()
    for (let n = 0; n < 14; n++) story.write(D!, [{ type: 'device', certificates: [certifiedBy(D!, deviceOf(dad, `many ${n}`))], from: 1 }])
    const live = [...story.state().devices.values()].filter(({ account }) => account === dad.account)
    expect(live.length).toBe(16)
    expect(story.state().voided).toMatchObject([{ code: 'FULL' }])
    story.write(D!, [
      { type: 'drop', device: D1!.id },
      { type: 'device', certificates: [certifiedBy(D!, deviceOf(dad, 'many 13'))], from: 1 },
    ])
    expect(story.state().devices.get(deviceOf(dad, 'many 13').id)?.live).toBe(true)
  })
})

describe('words', () => {
  it('[GOV-7] beat a thief who dropped the heir, demoted the account, left and struck first', () => {
    const story = room(3)
    story.admit(kim)
    const before = story.heads()
    const theft = story.write(D!, [{ type: 'drop', device: D1!.id, cut: [0, 0] }, limit(dad, 0), remove(kim), { type: 'leave' }], {
      sees: before,
      id: blockId('2'),
    })
    story.write(D1!, [{ type: 'drop', device: D!.id, cut: [0, 9], revocation: revoke(D!, D1!) }], { sees: before })
    const state = story.state()
    expect(membersOf(state, [mum, dad, kim])).toEqual({ mum: 4, dad: 3, kim: 2 })
    expect(state.devices.get(D!.id)).toMatchObject({ dropped: true, intervals: [[1, 9]] })
    expect(state.voided.filter(({ op }) => op === theft.id).every(({ code }) => code === 'CUT')).toBe(true)
  })

  it('[GOV-7] without words two devices that drop each other are a matter of order, by rank', () => {
    const story = room(3)
    const sees = story.heads()
    story.write(D!, [{ type: 'drop', device: D1!.id, cut: [0, 0] }], { sees })
    story.write(D1!, [{ type: 'drop', device: D!.id, cut: [0, 0] }], { sees })
    expect([D!, D1!].map(({ id }) => story.state().devices.get(id)?.dropped)).toEqual([false, true])
  })

  it('[GOV-7] void what the stolen device certified behind everybody’s back', () => {
    const story = room(3)
    const sees = story.heads()
    const own = deviceOf(dad, 'thief')
    story.write(D!, [{ type: 'device', certificates: [certifiedBy(D!, own)], from: 1 }], { sees })
    story.write(own, [title('mine')])
    story.write(D1!, [{ type: 'drop', device: D!.id, cut: [0, 0], revocation: revoke(D!, D1!) }], { sees })
    expect(story.state().settings.size).toBe(0)
    expect(story.state().devices.has(own.id)).toBe(false)
  })

  it('[GOV-6] [GOV-7] stolen words alone open nothing: an heir that is not rooted drops nobody', () => {
    const story = room(3)
    const heir = deviceOf(dad, 'words')
    story.write(D!, [title('kept')])
    story.write(heir, [
      { type: 'device', certificates: [heir.certificate], from: 1 },
      { type: 'drop', device: D!.id, cut: [0, 0], revocation: revoke(D!, heir, 9) },
    ])
    expect(story.state().settings.get('title')).toBe('kept')
    expect(story.state().devices.get(D!.id)?.live).toBe(true)
    story.write(D1!, [{ type: 'drop', device: D!.id, cut: [0, 0], revocation: revoke(D!, D1!, 1) }])
    expect(story.state().devices.get(D!.id)?.dropped).toBe(true)
  })

  it('[GOV-7] a revocation posted by somebody else drops forward only', () => {
    const story = room(3)
    story.write(D!, [title('kept')])
    story.write(M!, [{ type: 'drop', device: D!.id, cut: [0, 0], revocation: revoke(D!, D1!) }])
    story.write(D!, [title('late')])
    expect(story.state().settings.get('title')).toBe('kept')
    expect(story.state().devices.get(D!.id)).toMatchObject({ dropped: true, intervals: [[1, OPEN]] })
  })

  it('[GOV-7] a forged revocation does nothing', () => {
    const story = room()
    story.write(M!, [{ type: 'drop', device: D!.id, revocation: { ...revoke(D!, D1!), signature: revoke(D1!, D!).signature } }])
    expect(story.state().voided).toMatchObject([{ code: 'BAD_PROOF' }])
  })

  it('[P3] who was removed cannot use words to undo what he once did as an admin', () => {
    const story = room(3)
    story.admit(kim)
    story.write(D!, [remove(kim)])
    story.write(M!, [remove(dad, new Map([[D!.id, [1, 1]]]))])
    story.write(D1!, [{ type: 'drop', device: D!.id, cut: [0, 0], revocation: revoke(D!, D1!) }], { sees: [story.ops[0]!, story.ops[1]!] })
    expect(membersOf(story.state(), [mum, dad, kim])).toEqual({ mum: 4 })
  })

  it('[GOV-3] a demoted account takes nothing back by dropping its own device', () => {
    const story = room(3)
    story.write(D!, [title('kept')])
    story.write(M!, [limit(dad, 2, new Map([[D!.id, [1, 1]]]))])
    story.write(D1!, [{ type: 'drop', device: D!.id, cut: [0, 1] }])
    expect(story.state().settings.get('title')).toBe('kept')
  })
})

describe('forks and ranges', () => {
  it('[FORK-3] both branches of a fork stay, as concurrent ops', () => {
    const story = room(3)
    const one = story.write(D!, [title('one')])
    const two = story.write(D!, [{ type: 'set', key: 'description', value: 'two' }], { after: undefined, sees: story.ops.slice(0, 2) })
    expect([one.seq, two.seq]).toEqual([1, 1])
    expect(story.state().settings.size).toBe(2)
    expect(story.grown().forked.has(D!.id)).toBe(true)
    expect(story.grown().saw(one.id, two.id)).toBe(false)
    const both = story.write(M!, [title('both')])
    expect([one, two].map(({ id }) => story.grown().saw(both.id, id))).toEqual([true, true])
  })

  it('[GOV-5] a fork does not slip under a cut with an old seq', () => {
    const story = room(3)
    story.write(D!, [title('kept')])
    story.write(M!, [remove(dad, new Map([[D!.id, [5, 5]]]))])
    story.write(D!, [title('slipped')], { after: undefined, sees: story.ops.slice(0, 2), id: blockId('2') })
    expect(story.state().settings.get('title')).toBe('kept')
  })

  it('[FEED-10] removal cuts, return needs `device{from}`, and undoing the removal lifts the cut', () => {
    const story = room(2)
    story.write(M!, [remove(dad, new Map([[D!.id, [3, 7]]]))])
    expect(story.state().devices.get(D!.id)?.intervals).toEqual([[1, 7]])
    expect(story.state().devices.get(D1!.id)?.intervals).toEqual([])
    story.write(M!, [raise(dad, 2)])
    story.write(D!, [{ type: 'device', certificates: [D!.certificate], from: 12 }])
    expect(story.state().devices.get(D!.id)?.intervals).toEqual([
      [1, 7],
      [12, OPEN],
    ])
  })

  it('[FEED-10] a reader has no range until he may write', () => {
    const story = room(0)
    expect(story.state().devices.get(D!.id)?.intervals).toEqual([])
    story.write(M!, [raise(dad, 2)])
    story.write(D!, [{ type: 'device', certificates: [D!.certificate], from: 1 }])
    expect(story.state().devices.get(D!.id)?.intervals).toEqual([[1, OPEN]])
    story.write(M!, [limit(dad, 0, new Map([[D!.id, [9, 4]]]))])
    expect(story.state().devices.get(D!.id)?.intervals).toEqual([[1, 4]])
  })
})
