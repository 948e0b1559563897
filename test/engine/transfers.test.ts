/** Files on their way, through the contract: a whole engine with its disk, asked by a page. */
import { expect, onTestFinished, test } from 'vitest'
import { createEngine, makeProfile } from '../../src-main/engine/index.ts'
import { RPC } from '../../shared/limits.ts'
import { idFromBytes } from '../../shared/ids/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { aFolder } from '../profile/a-profile.ts'

async function anEngine() {
  const profile = aFolder()
  expectOk(await makeProfile({ profile, name: '엄마', deviceName: 'PC', language: 'ko' }))
  const engine = expectOk(await createEngine({ profile, network: 'off' }))
  onTestFinished(() => engine.stop())
  return engine.attach('phone')
}

const refused = (code: string) => expect.objectContaining({ ok: false, error: expect.objectContaining({ code }) })
const message = idFromBytes('message', new Uint8Array(16).fill(3))

test('[RPC-6] [MEDIA-83] at most RPC.ARRIVALS files are asked about at once, and those nobody knows of are left out', async () => {
  const phone = await anEngine()
  const files = Array.from({ length: RPC.ARRIVALS + 1 }, (_, at) => idFromBytes('file', new Uint8Array(32).fill(at % 256)))
  expect(await phone.call('transfers.arrivals', { files: files.slice(1) })).toEqual({ ok: true, value: [] })
  expect(await phone.call('transfers.arrivals', { files })).toEqual(refused('BAD_ARGUMENTS'))
  expect(await phone.call('transfers.list')).toEqual({ ok: true, value: [] })
})

test('[MEDIA-84] [MEDIA-87] a message that is not here has no files to be fetched, paused, moved or given up', async () => {
  const phone = await anEngine()
  const asked = { message, index: 0 }
  for (const method of ['fetch', 'pause', 'cancel', 'holders', 'giveUp'] as const)
    expect([method, await phone.call(`transfers.${method}`, asked)]).toEqual([method, refused('NO_MESSAGE')])
  expect(await phone.call('transfers.move', { ...asked, to: 0 })).toEqual(refused('NO_MESSAGE'))
  expect(await phone.call('transfers.move', { ...asked, to: -1 })).toEqual(refused('BAD_ARGUMENTS'))
  expect(await phone.call('transfers.pauseAll', { paused: true })).toEqual({ ok: true, value: undefined })
})

test('[MEDIA-29] what files take is told with the quotas that are set', async () => {
  const phone = await anEngine()
  expect(await phone.call('profile.changeSettings', { mediaMib: 3, roomMediaMib: 2 })).toMatchObject({ ok: true })
  expect(await phone.call('transfers.usage')).toEqual({ ok: true, value: { bytes: 0, files: 0, quota: 3 * 1024 * 1024, rooms: [] } })
})
