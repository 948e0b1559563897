/** The harness of the real-process suites proves itself: hosts meet, part, meet again, and nothing is left behind. */
import { readdirSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { createLan, whyNoHosts } from './netns.ts'
import type { Host, Lan } from './netns.ts'

describe.skipIf(whyNoHosts() !== undefined)('network namespaces as computers', () => {
  let lan: Lan | undefined
  afterEach(async () => lan?.close())

  it('cuts, isolates and heals, and leaves nothing behind', async () => {
    lan = createLan({ hosts: 3 })
    const [mum, dad, shop] = lan.hosts
    if (mum === undefined || dad === undefined || shop === undefined) throw new Error('three hosts expected')
    const seen = async (): Promise<string> =>
      (await Promise.all([reaches(mum, dad), reaches(mum, shop), reaches(dad, shop)])).map((yes) => (yes ? '1' : '0')).join('')

    expect(await seen()).toBe('111')
    lan.partition([[mum, dad], [shop]])
    expect(await seen()).toBe('100')
    lan.heal()
    mum.isolate(true)
    shop.isolate(true)
    expect(await seen()).toBe('101')
    mum.isolate(false)
    dad.cable('out')
    expect(await seen()).toBe('010')
    dad.cable('in')
    dad.loss(100)
    expect(await seen()).toBe('010')
    dad.hear()
    dad.readdress('10.77.0.77')
    expect(await seen()).toBe('111')

    const names = lan.hosts.map((host) => host.name)
    const sleeper = mum.start('sleep', ['60'])
    await lan.close()
    expect(await sleeper.ended).toBeNull()
    expect(readdirSync('/run/netns').filter((name) => names.includes(name))).toEqual([])
  }, 30_000)
})

async function reaches(from: Host, to: Host): Promise<boolean> {
  return (await from.run('ping', ['-c', '1', '-W', '1', to.address])).code === 0
}
