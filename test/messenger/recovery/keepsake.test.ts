/** All devices are lost: what one contact's yes brings back of everybody else, by what own devices left with contacts. */
import { beforeEach, describe, expect, it } from 'vitest'
import { RESOURCE } from '../../../shared/limits.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { type SimDevice, type SimPerson, World } from '../../harness/sim/world.ts'

describe('what was left with contacts', () => {
  let world: World
  let mum: SimPerson
  let [daughter, dad, pest]: SimDevice[] = []

  /** Everybody is dialled only where somebody said he is. */
  beforeEach(async () => {
    world = new World('keepsakes', { byAddress: true })
    mum = world.person()
    const others = [world.person(), world.person(), world.person()]
    for (const other of others) await world.pair(mum, other)
    ;[daughter, dad, pest] = others.map(first)
    const { messenger } = first(mum)
    expectOk(messenger.renameContact(dad!.person.account, '우리 아빠'))
    expectOk(messenger.verifyContact(dad!.person.account, true))
    expectOk(messenger.blockContact(pest!.person.account, true))
    await world.run(2 * RESOURCE.KEEPSAKE_AGAIN_MS)
  })

  /** The words are typed, and the daughter, who is nearby, says yes. */
  async function recovered(): Promise<SimDevice> {
    const empty = world.fromWords(mum)
    world.network.introduce(empty.device, daughter!.device)
    await world.run(20_000)
    await sayYes(daughter!)
    await world.run(30_000)
    return empty
  }

  it('[RECV-8] a few contacts keep it, and the person sees who', () => {
    const { keepsake } = first(mum).messenger.recovering.view()
    expect(keepsake.holders.map(({ account }) => account).toSorted()).toEqual([daughter!, dad!].map(accountOf).toSorted())
    expect(keepsake.holders.every(({ hasNewest }) => hasNewest)).toBe(true)
    expect(daughter!.messenger.recovering.view().kept).toMatchObject({ contacts: 1 })
    expect(pest!.messenger.recovering.view().kept.contacts).toBe(0)
  })

  it('[RECV-8] whoever changes his list again and again leaves the last of it with them', async () => {
    const { messenger } = first(mum)
    for (let change = 0; change < 20; change++) {
      expectOk(messenger.renameContact(dad!.person.account, `아빠 ${change}`))
      await world.run(1700)
    }
    await world.run(3 * RESOURCE.KEEPSAKE_AGAIN_MS)
    const { keepsake } = messenger.recovering.view()
    expect(keepsake.holders.map(({ hasNewest }) => hasNewest)).toEqual([true, true])
    expect(await recovered().then(({ messenger: back }) => back.contacts().map(({ name }) => name))).toContain('아빠 19')
  })

  it('[RECV-10] [RECV-11] names, marks and blocks are back, and everybody else is asked by itself, where he was last', async () => {
    const empty = await recovered()
    const contact = (of: SimDevice) => empty.messenger.contacts().find(({ account }) => account === accountOf(of))
    expect(contact(daughter!)).toMatchObject({ state: 'paired' })
    expect(contact(dad!)).toMatchObject({ state: 'asked', name: '우리 아빠', verified: true, blocked: false })
    expect(contact(pest!)).toMatchObject({ blocked: true })
    expect(asked(pest!)).toEqual([])
    expect(asked(dad!)).toMatchObject([{ state: 'waiting', account: mum.account }])
    expect(stateOf(empty, daughter!)).toMatchObject({ from: 'kept', state: 'yes' })
    expect(stateOf(empty, dad!)).toMatchObject({ from: 'kept', state: 'asked', name: '우리 아빠' })
    await sayYes(dad!)
    await world.run(30_000)
    expect(contact(dad!)).toMatchObject({ state: 'paired', name: '우리 아빠', verified: true })
    expect(stateOf(empty, dad!)).toMatchObject({ state: 'yes' })
    // What it leaves with them now is whole again.
    await world.run(2 * RESOURCE.KEEPSAKE_AGAIN_MS)
    expect(
      empty.messenger.recovering
        .view()
        .keepsake.holders.map(({ account }) => account)
        .toSorted(),
    ).toEqual([daughter!, dad!].map(accountOf).toSorted())
  })

  it('[RECV-10] nothing is handed out before the yes, nor to who is a contact by a link alone', async () => {
    const empty = world.fromWords(mum)
    const { link } = expectOk(daughter!.messenger.inviteContact())
    const accepting = empty.messenger.accept(link)
    await world.run(20_000)
    expectOk(await accepting)
    expect(empty.messenger.contacts().map(({ account }) => account)).toEqual([accountOf(daughter!)])
    expect(asked(dad!)).toEqual([])
    await sayYes(daughter!)
    await world.run(30_000)
    expect(empty.messenger.contacts()).toHaveLength(3)
  })

  it('[RECV-7] [RECV-11] a linked computer, which never saw the words, leaves its own; a thief who empties the other takes nobody away', async () => {
    const linked = await world.linkedDevice(mum)
    await world.run(5000)
    for (const each of [daughter!, dad!]) world.network.introduce(each.device, linked.device)
    await world.run(5 * RESOURCE.KEEPSAKE_AGAIN_MS)
    expect(linked.messenger.people.identity().recoverySeal).toEqual(first(mum).messenger.people.identity().recoverySeal)
    expect(daughter!.store.values.list('keepsakes/sealed')).toHaveLength(2)
    // The phone is stolen: its thief lets in who was blocked, and gives another name.
    world.off(linked)
    const phone = first(mum).messenger
    expectOk(phone.blockContact(accountOf(pest!), false))
    expectOk(phone.renameContact(accountOf(dad!), '낯선 이'))
    await world.run(5 * RESOURCE.KEEPSAKE_AGAIN_MS)
    const empty = await recovered()
    const contact = (of: SimDevice) => empty.messenger.contacts().find(({ account }) => account === accountOf(of))
    expect(contact(pest!)).toMatchObject({ blocked: true })
    // The newest name counts, whoever's it is: not promised.
    expect(contact(dad!)).toMatchObject({ name: '낯선 이', verified: true })
    expect(asked(pest!)).toEqual([])
  })

  it('[RECV-11] how conversations are told of comes back with them, where the person did not choose since', async () => {
    const { messenger } = first(mum)
    const group = expectOk(messenger.createRoom({ name: '모임', members: [accountOf(daughter!), accountOf(dad!)] }))
    const other = expectOk(messenger.createRoom({ name: '다른 모임', members: [accountOf(daughter!)] }))
    const direct = expectOk(messenger.directRoom(accountOf(daughter!)))
    for (const room of [group, other, direct]) expectOk(messenger.preferRoom(room, { mutedUntil: Number.MAX_SAFE_INTEGER, notify: 'none' }))
    await world.run(RESOURCE.KEEPSAKE_CHOICES_MS + 2 * RESOURCE.KEEPSAKE_AGAIN_MS)
    const empty = await recovered()
    const preferences = (back: SimDevice) =>
      back.messenger
        .rooms()
        .map(({ preferences: { notify } }) => notify)
        .toSorted()
    expect(preferences(empty)).toEqual(['none', 'none', 'none'])
    expectOk(empty.messenger.preferRoom(group, { notify: 'all' }))
    world.restart(empty)
    await world.run(10_000)
    expect(preferences(empty)).toEqual(['all', 'none', 'none'])
  })

  it('[RECV-11] what came back outlasts a restart, and what the person chose since is not undone', async () => {
    const empty = await recovered()
    expectOk(empty.messenger.blockContact(accountOf(pest!), false))
    expectOk(empty.messenger.renameContact(accountOf(dad!), '아버지'))
    expectOk(empty.messenger.verifyContact(accountOf(dad!), false))
    world.restart(empty)
    await world.run(30_000)
    const contact = (of: SimDevice) => empty.messenger.contacts().find(({ account }) => account === accountOf(of))
    expect(contact(dad!)).toMatchObject({ state: 'asked', name: '아버지', verified: false })
    expect(contact(pest!)).toMatchObject({ blocked: false })
    await sayYes(dad!)
    await world.run(60_000)
    expect(contact(dad!)).toMatchObject({ state: 'paired', name: '아버지' })
  })

  it('[RECV-8] changes are told together, KEEPSAKE_DELAY_MS after the first', async () => {
    const { messenger } = first(mum)
    const madeAt = () => messenger.recovering.view().keepsake.at
    const before = madeAt()
    expectOk(messenger.renameContact(accountOf(dad!), '아버지'))
    await world.run(RESOURCE.KEEPSAKE_DELAY_MS - 1)
    expectOk(messenger.verifyContact(accountOf(daughter!), true))
    expect(madeAt()).toBe(before)
    await world.run(1)
    const after = madeAt()
    expect(after).toBeGreaterThan(before ?? Infinity)
    await world.run(2 * RESOURCE.KEEPSAKE_AGAIN_MS)
    expect(madeAt()).toBe(after)
  })

  it('[RECV-11] when the term is over what was handed back is erased within KEEPSAKE_LOOK_MS, and the contact book keeps it', async () => {
    const empty = await recovered()
    const rows = () => ['keepsake/back', 'keepsake/done'].flatMap((space) => empty.store.values.list(space))
    expect(rows()).not.toEqual([])
    world.skew(empty, RESOURCE.RECOVERY_TERM_MS + 1)
    await world.run(RESOURCE.KEEPSAKE_LOOK_MS)
    expect(rows()).toEqual([])
    expect(empty.messenger.recovering.view()).toMatchObject({ until: undefined })
    expect(empty.messenger.contacts().map(({ name }) => name)).toContain('우리 아빠')
  })

  it('[RECV-11] who came back stays on the list when a link of his runs out', async () => {
    world.network.unplug(dad!.device)
    const { link } = expectOk(dad!.messenger.inviteContact())
    const empty = await recovered()
    const accepting = empty.messenger.accept(link)
    await world.run(RESOURCE.ACCEPT_WAIT_MS)
    expectOk(await accepting)
    world.skew(empty, RESOURCE.CONTACT_INVITE_TERM_MS)
    await world.run(2 * 60_000)
    expect(empty.messenger.contacts().find(({ account }) => account === accountOf(dad!))).toMatchObject({
      state: 'asked',
      name: '우리 아빠',
    })
  })

  it('[RECV-9] who is blocked keeps nothing any more, and nothing is kept for him', async () => {
    expect(daughter!.messenger.recovering.view().kept.contacts).toBe(1)
    expectOk(daughter!.messenger.blockContact(mum.account, true))
    await world.run(10_000)
    expect(daughter!.messenger.recovering.view().kept).toEqual({ contacts: 0, bytes: 0 })
    expectOk(first(mum).messenger.blockContact(accountOf(dad!), true))
    await world.run(10_000)
    expect(
      first(mum)
        .messenger.recovering.view()
        .keepsake.holders.map(({ account }) => account),
    ).not.toContain(accountOf(dad!))
  })
})

function first(person: SimPerson): SimDevice {
  const [device] = person.devices
  if (device === undefined) throw new Error('no device')
  return device
}

const accountOf = ({ person }: SimDevice) => person.account

const asked = (device: SimDevice) => device.messenger.knocks().filter(({ kind, direction }) => kind === 'return' && direction === 'in')

async function sayYes(device: SimDevice): Promise<void> {
  const [knock] = asked(device)
  expectOk(await device.messenger.answerKnock(knock?.id ?? '', true))
}

function stateOf(restored: SimDevice, other: SimDevice) {
  return restored.messenger.recovering.view().asked.find(({ account }) => account === accountOf(other))
}
