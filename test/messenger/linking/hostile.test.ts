/** Linking with somebody in between, somebody who was quicker, and somebody who lies. */
import { beforeEach, describe, expect, it } from 'vitest'
import { deviceLink, linkToDevice, parseLink } from '../../../shared/contacts/index.ts'
import { systemRng } from '../../../shared/crypto/index.ts'
import { createDevice, linkingCommitment } from '../../../shared/identity/index.ts'
import { loadIdentity } from '../../../shared/messenger/index.ts'
import { LinkingAttempt } from '../../../shared/messenger/linking/attempt.ts'
import { identityFrom, makeGrant } from '../../../shared/messenger/linking/granting.ts'
import { decodeLinking, encodeLinking } from '../../../shared/messenger/linking/messages.ts'
import { RESOURCE } from '../../../shared/limits.ts'
import { nodeCrypto } from '../../../src-main/engine/crypto/index.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { Village, type Villager } from '../../harness/village.ts'
import { EmptyComputer, link } from './linking-world.ts'

const crypto = nodeCrypto()
const rng = systemRng()

describe('linking among enemies', () => {
  let village: Village
  let mum: Villager
  let empty: EmptyComputer

  beforeEach(() => {
    village = new Village()
    mum = village.person('엄마')
    empty = new EmptyComputer(village, '새 컴퓨터')
  })

  const shown = (): string => expectOk(mum.messenger.linking.show()).link ?? ''
  const nothingCame = (of = empty): void => expect(loadIdentity(of.store, crypto)).toBeUndefined()

  it('[LINK-2] somebody in the middle shows each side a code of his own: the digits differ', async () => {
    const middle = new EmptyComputer(village, '새 컴퓨터')
    const read = parseLink(shown(), village.clock.now())
    if (!read.ok || read.value.type !== 'device') throw new Error('no link')
    // He hands the new computer his own code in place of mum's, and takes mum's himself.
    const village2 = village.person('가운데')
    const forged = expectOk(village2.messenger.linking.show()).link ?? ''
    expectOk(empty.desk.take(forged))
    expectOk(middle.desk.take(linkToDevice(read.value.link)))
    await village.pass()
    const [at, there] = [mum.messenger.linking.view(), empty.desk.view()]
    expect([at?.state, there?.state]).toEqual(['comparing', 'comparing'])
    expect(at?.digits).not.toBe(there?.digits)
    expectOk(mum.messenger.linking.confirm(false))
    expectOk(empty.desk.confirm(false))
    await village.pass()
    expect(middle.desk.view()).toMatchObject({ state: 'ended', code: 'LINK_DIFFERENT' })
    nothingCame()
    nothingCame(middle)
    expect(mum.messenger.linking.devices()).toHaveLength(1)
    expect(mum.messenger.linking.ownState.selfRooms.all()).toHaveLength(0)
  })

  it('[LINK-3] one no ends it on both sides, and the first word stands', async () => {
    expectOk(empty.desk.take(shown()))
    await village.pass()
    expectOk(mum.messenger.linking.confirm(true))
    await village.pass()
    expectOk(empty.desk.confirm(false))
    expect(empty.desk.confirm(true)).toEqual({ ok: false, code: 'LINK_NONE' })
    await village.pass()
    expect(mum.messenger.linking.view()).toMatchObject({ state: 'ended', code: 'LINK_DIFFERENT' })
    nothingCame()
    expect(mum.messenger.linking.devices()).toHaveLength(1)
  })

  it('[LINK-1] a code is for one: who comes second is refused and changes nothing', async () => {
    const code = shown()
    const second = new EmptyComputer(village, '둘째')
    expectOk(empty.desk.take(code))
    await village.pass()
    expectOk(second.desk.take(code))
    await village.pass()
    expect(second.desk.view()).toMatchObject({ state: 'ended', code: 'LINK_TAKEN' })
    expect(mum.messenger.linking.view()).toMatchObject({ state: 'comparing', name: '새 컴퓨터' })
    expect(mum.messenger.linking.show()).toEqual({ ok: false, code: 'LINK_BUSY' })
    nothingCame(second)
  })

  it('[LINK-1] a code ends after ten minutes, for who shows it and who holds it', async () => {
    const code = shown()
    await village.pass(RESOURCE.LINKING_TERM_MS)
    expect(mum.messenger.linking.view()).toMatchObject({ state: 'ended', code: 'EXPIRED' })
    expectOk(empty.desk.take(code))
    await village.pass()
    expect(empty.desk.view()).toMatchObject({ state: 'ended', code: 'LINK_UNKNOWN' })
    await village.pass(RESOURCE.LINKING_TERM_MS)
    expect(empty.desk.take(code)).toEqual({ ok: false, code: 'EXPIRED' })
    expect(() => deviceLink.encode({ ...aLink(), expires: aLink().issued + RESOURCE.LINKING_TERM_MS + 1 })).toThrow(RangeError)
    expectOk(deviceLink.decode(deviceLink.encode({ ...aLink(), expires: aLink().issued + RESOURCE.LINKING_TERM_MS })))
  })

  it('[LINK-1] two new computers, two of one person, a stranger’s link: each has its code', async () => {
    const other = new EmptyComputer(village, '다른')
    expect(other.desk.take(expectOk(empty.desk.show()).link ?? '')).toEqual({ ok: false, code: 'LINK_SAME_SIDE' })
    const dad = village.person('아빠')
    expect(dad.messenger.linking.take(shown())).toEqual({ ok: false, code: 'LINK_SAME_SIDE' })
    expect(empty.desk.take(expectOk(dad.messenger.inviteContact()).link)).toEqual({ ok: false, code: 'LINK_NOT_DEVICE' })
    expect(await dad.messenger.accept(shown())).toEqual({ ok: false, code: 'DEVICE_LINK' })
    expect(empty.desk.take('사랑방')).toEqual({ ok: false, code: 'BAD_LINK' })
    expect(mum.messenger.linking.take(shown())).toEqual({ ok: false, code: 'OWN_LINK' })
  })

  it('[LINK-1] a device that belongs to a contact, or is blocked, is linked with nobody', async () => {
    const dad = village.person('아빠')
    await village.pair(mum, dad)
    const link = linkToDevice({ ...aLink(), device: dad.messenger.me().device, side: 'empty' })
    expect(mum.messenger.linking.take(link)).toEqual({ ok: false, code: 'BLOCKED' })
  })

  it('[LINK-2] a nonce that was not committed to ends it before any digits are shown', () => {
    const token = rng.bytes(16)
    const [mine, theirs] = [createDevice(crypto, rng), createDevice(crypto, rng)]
    const nonce = rng.bytes(16)
    const attempt = new LinkingAttempt({ role: 'shows', device: mine.device, isEmpty: false, token, nonce, expires: 0, name: '나' })
    const commit = linkingCommitment(crypto, token, { device: theirs.device, isEmpty: true }, rng.bytes(16))
    expect(attempt.asked(theirs.device, { type: 'linkAsk', token, commit, isEmpty: true })).toBeUndefined()
    expect(attempt.revealed(crypto, { type: 'linkReveal', token, nonce: rng.bytes(16) })).toBe(false)
    expect(attempt).toMatchObject({ state: 'ended', endCode: 'LINK_FAILED', digits: undefined })
  })

  it('[LINK-4] a certificate is for one device: replayed at another, or for other keys, it makes nobody', async () => {
    const identity = loadIdentity(mum.store, crypto)
    if (identity === undefined) throw new Error('no identity')
    const [here, thief] = [createDevice(crypto, rng), createDevice(crypto, rng)]
    const token = rng.bytes(16)
    const attempt = new LinkingAttempt({
      role: 'shows',
      device: identity.keys.device,
      isEmpty: false,
      token,
      nonce: rng.bytes(16),
      expires: 0,
      name: '나',
    })
    attempt.peerSeal = here.seal
    const { approved } = identity
    const grant = expectOk(makeGrant({ crypto, clock: village.clock, identity, approved, addresses: [], rooms: 0 }, attempt, here.device))
    const peer = identity.keys.device
    const at = { deviceName: '새 컴퓨터', now: village.clock.now() }
    expect(identityFrom(crypto, grant, { ...at, keys: here, peer })).toMatchObject({ account: mum.account, keys: here })
    expect(identityFrom(crypto, grant, { ...at, keys: thief, peer })).toBeUndefined()
    expect(identityFrom(crypto, grant, { ...at, keys: { ...here, seal: thief.seal }, peer })).toBeUndefined()
    expect(identityFrom(crypto, grant, { ...at, keys: here, peer: thief.device })).toBeUndefined()
    const signature = grant.issuerSignature.slice().fill(1)
    expect(identityFrom(crypto, { ...grant, issuerSignature: signature }, { ...at, keys: here, peer })).toBeUndefined()
    expect(identityFrom(crypto, { ...grant, chain: [] }, { ...at, keys: here, peer })).toBeUndefined()
    expect(decodeLinking(encodeLinking(grant))).toMatchObject({ type: 'linkGrant' })
    for (const junk of [new Uint8Array(), rng.bytes(64), encodeLinking(grant).slice(1)]) expect(decodeLinking(junk)).toBeUndefined()
  })

  it('[LINK-4] no words and no key of the account travel', async () => {
    const { store } = await link(village, mum)
    const { words } = mum.messenger.words()
    expect(words).toBeUndefined()
    const dump = [...store.values.list('profile')].map(([name]) => name)
    expect(dump).toEqual(expect.arrayContaining(['me']))
    expect(dump).not.toContain('words')
  })

  it('[LINK-5] what cannot be kept leaves a computer that can be linked, and an account without it', async () => {
    empty.refuses = true
    expectOk(empty.desk.take(shown()))
    await village.pass()
    expectOk(mum.messenger.linking.confirm(true))
    expectOk(empty.desk.confirm(true))
    await village.pass()
    expect(empty.desk.view()).toMatchObject({ state: 'ended', code: 'STORE_FULL' })
    nothingCame()
    expect(mum.messenger.linking.devices()).toHaveLength(1)
    mum.messenger.linking.cancel()
    empty.refuses = false
    const again = new EmptyComputer(village, '다시')
    expectOk(again.desk.take(shown()))
    await village.pass()
    expect(again.desk.view()).toMatchObject({ state: 'comparing' })
  })

  it('[LINK-5] the last word may get lost on the way: whoever has the certificate is one of the devices', async () => {
    expectOk(empty.desk.take(shown()))
    await village.pass()
    expectOk(mum.messenger.linking.confirm(true))
    await village.pass()
    // From here on the old computer hears nothing more of the new one; its grant is on the way all the same.
    expectOk(empty.desk.confirm(true))
    await village.pass(1_000)
    const laptop = empty.moveIn()
    await village.pass(20_000)
    expect(mum.messenger.linking.view()).toMatchObject({ state: 'done' })
    expect(mum.messenger.linking.devices()).toMatchObject([{ isThis: true }, { isNew: false, device: laptop.messenger.me().device }])
  })

  function aLink() {
    return {
      device: createDevice(crypto, rng).device,
      token: rng.bytes(16),
      issued: village.clock.now(),
      expires: village.clock.now() + 60_000,
      addresses: [],
      side: 'empty' as const,
    }
  }
})
