/** Addresses in the links people hand out (docs/spec/records.md, REC-9). */
import { describe, expect, it } from 'vitest'
import { parseLink } from '../../../shared/contacts/index.ts'
import { RESOURCE } from '../../../shared/limits.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { Village } from '../../harness/village.ts'

describe('[REC-9] links', () => {
  it('into a room name its carriers last, those that are members once', async () => {
    const village = new Village()
    const [mum, dad, shop] = [village.person('엄마'), village.person('아빠'), village.person('치킨집')]
    await village.pair(mum, dad)
    await village.pair(mum, shop)
    const room = expectOk(mum.messenger.createRoom({ name: '우리 집', members: [dad.account] }))
    expectOk(shop.messenger.carrying.allow(mum.account))
    for (const each of [shop, dad]) expectOk(mum.messenger.act(room, { act: 'carrier', device: each.messenger.me().device, on: true }))
    await village.pass(10_000)
    const { link } = expectOk(mum.messenger.inviteToRoom(room))
    const read = expectOk(parseLink(link, village.clock.now()))
    const hosts = read.type === 'room' ? read.invite.hosts : []
    expect(hosts.map(({ device }) => device)).toEqual([mum, dad, shop].map(({ messenger }) => messenger.me().device))
    expect(hosts.at(-1)?.addresses).toEqual([village.network.addressOf(shop.messenger.me().device)])
    expect(link.length).toBeLessThanOrEqual(RESOURCE.LINK_CHARACTERS)
  })
})

describe('[RDV-9] a link to a contact', () => {
  it('names the entrances its person named, not those of others, and whoever accepts it hears of them', async () => {
    const village = new Village()
    const [mum, dad] = [village.person('엄마'), village.person('아빠')]
    const typed = ['/ip4/203.0.113.7/tcp/4310', '/ip4/203.0.113.8/tcp/4310', '/ip4/203.0.113.9/tcp/4310']
    expectOk(mum.messenger.changeSettings({ bootstrap: typed }))
    const told: (readonly string[])[] = []
    dad.messenger.meeting.onTold((device, entrances) => {
      if (device === mum.messenger.me().device) told.push(entrances)
    })
    await village.pair(mum, dad)
    expect(told).toEqual([typed.slice(0, RESOURCE.ENTRANCES_PER_INVITE)])
    expect(dad.messenger.meeting.toTell()).toEqual([])
    mum.messenger.meeting.serve(4311)
    expect(mum.messenger.meeting.toTell()[0]).toMatch(/^\/ip4\/[0-9.]+\/tcp\/4311$/)
  })
})
