/** A laptop is stolen and acts first; the twelve words on the desktop it took out, on a LAN without a router, through the command line alone. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, onTestFinished } from 'vitest'
import { init, meetByLink, roomsOf, say, textsIn } from './acts.ts'
import { answers } from './cli-shapes.ts'
import { startLinking } from './linking.ts'
import { whyNoHosts } from './netns.ts'
import { Person } from './person.ts'
import { createTown, type Town } from './town.ts'

describe.skipIf(whyNoHosts() !== undefined)('a stolen laptop', () => {
  let town: Town | undefined
  afterEach(async () => town?.close())

  it(
    '[GOV-7] [OWN-9] [KEY-8] takes the desktop out and Dad out of the room; the words on the desktop bring both back, and it reads no more',
    { timeout: 180_000 },
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'sarangbang-words-'))
      onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
      const words = join(folder, 'words')
      town = createTown(['Mum', 'Dad', 'Laptop'])
      const [mum, dad, place] = town.people
      if (mum === undefined || dad === undefined || place === undefined) throw new Error('three computers expected')
      const laptop = new Person('Mum', town.host(place), place.profile)
      const { device } = await mum.ask(answers.made, ['init', '--name', 'Mum', '--words-out', words])
      await init(dad)
      await Promise.all([mum, dad].map((each) => each.serve()))
      await meetByLink(mum, dad)
      const { room } = await mum.ask(answers.room, ['room', 'create', '--name', 'Home'])
      await mum.ask(answers.room, ['member', 'add', '--room', 'Home', 'Dad'])
      await dad.until(async () => expect((await roomsOf(dad)).map(({ name }) => name)).toContain('Home'))
      const old = await startLinking(mum, ['link'])
      const fresh = await startLinking(laptop, ['link', old.link ?? ''])
      expect(await fresh.digits()).toBe(await old.digits())
      const [, made] = await Promise.all([old.answer('yes'), fresh.answer('yes')])
      await laptop.serve()
      await laptop.until(async () => expect((await roomsOf(laptop)).map(({ name }) => name)).toContain('Home'), 60_000)
      await say(laptop, room, 'still mine')
      await Promise.all([mum, dad].map((each) => each.until(async () => expect(await textsIn(each, room)).toEqual(['still mine']), 60_000)))

      // The thief.
      await laptop.ask(answers.devices, ['device', 'revoke', device])
      await laptop.ask(answers.room, ['member', 'remove', '--room', room, 'Dad'])
      await say(laptop, room, 'send money')
      await mum.until(async () => expect(await mum.ask(answers.devices, ['devices'])).toMatchObject({ isRevoked: true }), 60_000)
      await dad.until(async () => expect((await dad.refused(['send', '--room', room, 'hello'])).exit).not.toBe(0), 60_000)
      expect((await mum.refused(['send', '--room', room, 'help'])).code).toBe('DEVICE_REVOKED')

      // The words.
      const typed = readFileSync(words, 'utf8')
      const wrong = ['device', 'revoke', made.device, '--words']
      await expect(mum.ask(answers.devices, wrong, 'not these words')).rejects.toMatchObject({ code: 'BAD_WORDS' })
      const after = await mum.ask(answers.devices, ['device', 'revoke', made.device, '--words'], typed)
      expect(after.devices).toMatchObject([{ this: true }, { device: made.device, revoked: true }])
      expect(await mum.ask(answers.devices, ['devices'])).not.toHaveProperty('isRevoked')
      await mum.until(async () => void (await say(mum, room, 'it is me again')), 60_000)
      await dad.until(async () => expect(await textsIn(dad, room)).toEqual(['still mine', 'it is me again']), 90_000)
      await say(dad, room, 'good to have you back')
      await mum.until(async () => expect((await textsIn(mum, room)).at(-1)).toBe('good to have you back'), 60_000)
      await laptop.until(async () => expect(await laptop.ask(answers.devices, ['devices'])).toMatchObject({ isRevoked: true }), 60_000)
      expect((await laptop.refused(['send', '--room', room, 'still me'])).code).toBe('DEVICE_REVOKED')
      for (const text of ['it is me again', 'good to have you back']) expect(await textsIn(laptop, room)).not.toContain(text)
    },
  )
})
