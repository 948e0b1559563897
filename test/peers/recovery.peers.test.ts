/** The only computer is lost: the words on an empty one, on the same LAN without a router, through the command line alone. No link, only mDNS. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, onTestFinished } from 'vitest'
import { init, meetByLink, roomsOf, say, textsIn } from './acts.ts'
import { answers } from './cli-shapes.ts'
import { whyNoHosts } from './netns.ts'
import { Person } from './person.ts'
import { type Town, createTown } from './town.ts'

describe.skipIf(whyNoHosts() !== undefined)('an empty computer and the words', () => {
  let town: Town | undefined
  afterEach(async () => town?.close())

  it(
    '[RECV-2] [RECV-4] [RECV-5] [GOV-20] a contact nearby is asked, says yes, and everything is back; a room mate is not asked',
    { timeout: 180_000 },
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'sarangbang-words-'))
      onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
      const words = join(folder, 'words')
      town = createTown(['Mum', 'Dad', 'Kim', 'Empty'])
      const [mum, dad, kim, place] = town.people
      if (mum === undefined || dad === undefined || kim === undefined || place === undefined) throw new Error('four computers expected')
      const { account } = await mum.ask(answers.made, ['init', '--name', 'Mum', '--words-out', words])
      await Promise.all([dad, kim].map(init))
      await Promise.all([mum, dad, kim].map((each) => each.serve()))
      await meetByLink(dad, mum)
      await meetByLink(dad, kim)
      const { room } = await dad.ask(answers.room, ['room', 'create', '--name', 'Home'])
      for (const name of ['Mum', 'Kim']) await dad.ask(answers.room, ['member', 'add', '--room', 'Home', name])
      await mum.until(async () => expect((await roomsOf(mum)).map(({ name }) => name)).toContain('Home'))
      await say(mum, 'Home', '잃어버리기 전에')
      for (const each of [dad, kim]) await each.until(async () => expect(await textsIn(each, room)).toEqual(['잃어버리기 전에']))
      await mum.kill()

      const empty = new Person('Mum', town.host(place), place.profile)
      expect((await empty.ask(answers.made, ['restore', '--words-file', words, '--name', 'Mum'])).account).toBe(account)
      await empty.serve()
      let id = ''
      await dad.until(async () => {
        const knock = (await dad.ask(answers.knocks, ['knocks'])).knocks.find(({ kind }) => kind === 'return')
        expect(knock).toMatchObject({ direction: 'in', state: 'waiting', name: 'Mum', account })
        id = knock?.id ?? ''
      }, 60_000)
      expect((await kim.ask(answers.knocks, ['knocks'])).knocks).toEqual([])
      expect(await roomsOf(empty)).toEqual([])
      expect((await empty.ask(answers.contacts, ['contacts'])).contacts).toEqual([])
      await dad.ask(answers.knock, ['knock', 'accept', id])
      await empty.until(async () => expect(await textsIn(empty, room)).toEqual(['잃어버리기 전에']), 60_000)
      expect((await empty.ask(answers.contacts, ['contacts'])).contacts).toMatchObject([{ name: 'Dad' }])
      await say(empty, room, '다시 왔어')
      await kim.until(async () => expect(await textsIn(kim, room)).toContain('다시 왔어'), 60_000)
      const lost = (await empty.ask(answers.devices, ['devices'])).devices.find((each) => !each.this)
      await empty.ask(answers.devices, ['device', 'revoke', lost?.device ?? ''])
    },
  )
})
