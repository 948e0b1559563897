/** Readiness of whole messengers on a simulated network: what is seen, kept, and never claimed (docs/spec/readiness.md). */
import { describe, expect, it } from 'vitest'
import { BOOK, READINESS } from '../../../shared/limits.ts'
import { invitedOf, type ReadyPerson } from '../../../shared/messenger/index.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { roomOfTwo } from '../../harness/room-of-two.ts'
import { Village, type Villager } from '../../harness/village.ts'

const person = (who: Villager, name: string): ReadyPerson | undefined =>
  who.messenger.readiness.view().people.find((each) => each.name === name)

describe('[RDY-1] the board', () => {
  it('is empty for somebody who knows nobody, and says whom to begin with', () => {
    const view = new Village().person('엄마').messenger.readiness.view()
    expect(view).toMatchObject({ people: [], reached: [], missing: [] })
    expect(view.steps.map(({ code }) => code)).toEqual(['invite-first'])
  })

  it('names who is reached, and who has not come yet', async () => {
    const { village, mum } = await roomOfTwo('우리 집')
    const stranger = village.person('민준')
    const { link } = expectOk(stranger.messenger.inviteContact())
    stranger.messenger.stop()
    village.network.unplug(stranger.messenger.me().device)
    const accepting = mum.messenger.accept(link)
    await village.pass(60_000)
    expect(expectOk(await accepting).state).toBe('asked')
    mum.messenger.readiness.plug({ invited: () => [{ name: '할머니', since: 7 }] })
    const view = mum.messenger.readiness.view()
    expect(view.reached).toEqual(['아빠', '치킨집'])
    expect(view.people.map(({ name, state }) => [name, state]).at(-1)).toEqual(['할머니', 'invited'])
    expect(view.people.at(-2)).toMatchObject({ state: 'asked', last: undefined, isReachedNow: false })
    expect(view.missing).toHaveLength(2)
  })

  it('leaves out whom I blocked', async () => {
    const { mum, shop } = await roomOfTwo('우리 집')
    expectOk(mum.messenger.blockContact(shop.account, true))
    expect(person(mum, '치킨집')).toBeUndefined()
  })
})

describe('[RDY-3] when somebody was last reached', () => {
  it('is kept over a restart, and grows old', async () => {
    const { village, mum, dad } = await roomOfTwo('우리 집')
    village.partition([mum], [dad])
    await village.pass()
    const at = person(mum, '아빠')?.last?.at ?? 0
    expect(at).toBeGreaterThan(0)
    expect(person(mum, '아빠')).toMatchObject({ state: 'reached', isReachedNow: false })
    mum.messenger.stop()
    village.clock.skew(READINESS.FRESH_MS - (village.clock.now() - at) - 1)
    let again = village.personOn(mum.name, mum.store)
    expect(person(again, '아빠')).toMatchObject({ state: 'reached', last: { at } })
    again.messenger.stop()
    village.clock.skew(1)
    again = village.personOn(mum.name, mum.store)
    expect(person(again, '아빠')).toMatchObject({ state: 'stale', last: { at } })
    expect(again.messenger.readiness.view().steps).toContainEqual({
      code: 'meet',
      people: expect.arrayContaining([{ account: dad.account, name: '아빠' }]),
    })
  })

  it('is written down while a session lasts: READINESS.NOTE_MS', async () => {
    const { village, mum, dad } = await roomOfTwo('우리 집')
    const before = mum.store.values.get('reached', dad.account)
    await village.pass(READINESS.NOTE_MS)
    expect(mum.store.values.get('reached', dad.account)).not.toEqual(before)
  })

  it('is forgotten where it cannot be read, and nothing else is', async () => {
    const { village, mum, dad } = await roomOfTwo('우리 집')
    village.partition([mum], [dad])
    await village.pass()
    mum.store.transaction(() => mum.store.values.put('reached', dad.account, Uint8Array.of(0xff, 1, 2)))
    expect(person(mum, '아빠')).toMatchObject({ state: 'never', last: undefined })
    expect(person(mum, '치킨집')?.state).toBe('reached')
  })
})

describe('[RDY-4] the next step', () => {
  it('is to remind whoever was invited, once that is due and not again right after: BOOK.REMIND_AFTER_MS', async () => {
    const village = new Village()
    const mum = village.person('엄마')
    const { addressBook, readiness } = mum.messenger
    const { entry } = expectOk(addressBook.add({ name: '할머니' }))
    expectOk(addressBook.invite([entry], 'link', 'ko'))
    readiness.plug({ invited: () => invitedOf(addressBook.entries()) })
    const codes = (): readonly string[] => readiness.view().steps.map(({ code }) => code)
    expect(readiness.view().missing).toEqual(['할머니'])
    expect(codes()).not.toContain('remind')
    await village.pass(BOOK.REMIND_AFTER_MS - 60_000)
    expect(codes()).not.toContain('remind')
    await village.pass(60_000)
    expect(codes()).toContain('remind')
    expectOk(addressBook.reminded([entry]))
    expect(codes()).not.toContain('remind')
    expect(readiness.view().missing).toEqual(['할머니'])
  })

  it('is not to write down words that were, and counts who keeps rooms and was compared as it happens', async () => {
    const { village, mum, dad, shop, room } = await roomOfTwo('우리 집')
    const codes = (): readonly string[] => mum.messenger.readiness.view().steps.map(({ code }) => code)
    expect(codes()).toEqual(['find-keeper', 'compare', 'second-computer', 'drill'])
    expectOk(mum.messenger.carrying.ask(room, shop.account))
    await village.pass()
    expectOk(shop.messenger.carrying.allow(mum.account))
    await village.pass(10_000)
    expect(codes()).not.toContain('find-keeper')
    for (const { account } of [dad, shop]) expectOk(mum.messenger.verifyContact(account, true))
    expect(codes()).not.toContain('compare')
  })
})

describe('[RDY-2] ways and helpers', () => {
  it('a carrier of a common room is known once it said yes, and not before', async () => {
    const { village, mum, dad, shop, room } = await roomOfTwo('우리 집')
    expectOk(mum.messenger.carrying.ask(room, shop.account))
    await village.pass()
    expect(person(mum, '아빠')?.alwaysOn).toBe('none')
    expect(mum.messenger.readiness.view().own.keepers).toEqual([])
    expectOk(shop.messenger.carrying.allow(mum.account))
    await village.pass(10_000)
    expect(person(mum, '아빠')).toMatchObject({ alwaysOn: 'kept', keptBy: { name: '치킨집' } })
    expect(person(mum, '치킨집')?.alwaysOn).toBe('own')
    expect(mum.messenger.readiness.view().own.keepers).toEqual([{ account: shop.account, name: '치킨집' }])
    expect(person(dad, '엄마')?.alwaysOn).toBe('none')
  })

  it('compared safety numbers are what they are, and what nobody knows is not said', async () => {
    const { mum, dad } = await roomOfTwo('우리 집')
    expect(person(mum, '아빠')?.verified).toBe(false)
    expectOk(mum.messenger.verifyContact(dad.account, true))
    expect(person(mum, '아빠')?.verified).toBe(true)
    expect(mum.messenger.readiness.view().own).toMatchObject({ words: 'checked', backup: undefined, computers: 0, lastDrillAt: undefined })
  })

  it('takes what other parts know, bounded: READINESS.INVITED', async () => {
    const { mum } = await roomOfTwo('우리 집')
    const many = Array.from({ length: READINESS.INVITED + 1 }, (_, at) => ({ name: `손님 ${at}`, since: at }))
    mum.messenger.readiness.plug({ invited: () => many })
    mum.messenger.readiness.plug({ backup: () => 'none', lastDrillAt: () => 5 })
    const view = mum.messenger.readiness.view()
    expect(view.people.filter(({ state }) => state === 'invited')).toHaveLength(READINESS.INVITED)
    expect(view.own).toMatchObject({ backup: 'none', lastDrillAt: 5 })
  })
})
