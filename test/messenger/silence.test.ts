import { describe, expect, it } from 'vitest'
import { RESOURCE } from '../../shared/limits.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { Village, textsOf } from '../harness/village.ts'

describe('a cable that was pulled', () => {
  it('[SYNC-11] shows in the reach of a contact long before the connection ends, and what was sent arrives later', async () => {
    const village = new Village()
    const [mum, dad] = [village.person('엄마'), village.person('아빠')]
    const room = await village.pair(mum, dad)
    const reachOfDad = () => mum.messenger.status().contacts[0]
    expect(reachOfDad()).toMatchObject({ name: '아빠', reach: 'connected' })
    const events: string[] = []
    mum.messenger.subscribe((event) => events.push(event.type))
    village.network.silence(true)
    expectOk(mum.messenger.send(room, ['들려?']))
    await village.pass(3 * RESOURCE.DOUBT_AFTER_MS)
    expect(reachOfDad()).toMatchObject({ reach: 'nearby', code: 'timeout' })
    expect(events).toContain('reach')
    village.network.silence(false)
    await village.pass()
    expect(reachOfDad()).toMatchObject({ reach: 'connected' })
    expect(textsOf(dad, room)).toEqual(['들려?'])
  })
})
