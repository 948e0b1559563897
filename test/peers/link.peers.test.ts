/** A second computer on a LAN without a router, through the command line alone: five thousand messages, both write while apart, one is taken out. */
import { afterEach, describe, expect, it } from 'vitest'
import { init, meetByLink, messagesIn, roomsOf, say, sayLines, textsIn } from './acts.ts'
import { expectAgreement } from './agreement.ts'
import { answers } from './cli-shapes.ts'
import { tellFigure } from './figures.ts'
import { startLinking } from './linking.ts'
import { whyNoHosts } from './netns.ts'
import { Person } from './person.ts'
import { createTown, type Town } from './town.ts'

const MESSAGES = 5_000
const AT_ONCE = 1_000

describe.skipIf(whyNoHosts() !== undefined)('my second computer', () => {
  let town: Town | undefined
  afterEach(async () => town?.close())

  it(
    '[LINK-5] [SYNC-6] [KEY-8] is linked, has the newest first and then all, writes apart, merges, and is taken out',
    { timeout: 300_000 },
    async () => {
      town = createTown(['Mum', 'Dad', 'Laptop'])
      const [mum, dad, place] = town.people
      if (mum === undefined || dad === undefined || place === undefined) throw new Error('three computers expected')
      const laptop = new Person('Mum', town.host(place), place.profile)
      await Promise.all([mum, dad].map(init))
      await Promise.all([mum, dad].map((each) => each.serve()))
      await meetByLink(mum, dad)
      const { room } = await mum.ask(answers.room, ['room', 'create', '--name', 'Home'])
      await mum.ask(answers.room, ['member', 'add', '--room', 'Home', 'Dad'])
      await dad.until(async () => expect((await roomsOf(dad)).map(({ name }) => name)).toContain('Home'))
      for (let from = 0; from < MESSAGES; from += AT_ONCE) {
        await sayLines(
          dad,
          'Home',
          Array.from({ length: AT_ONCE }, (_, at) => `line ${from + at}`),
        )
      }
      await mum.until(async () => expect((await textsIn(mum, room)).at(-1)).toBe(`line ${MESSAGES - 1}`), 60_000)

      // The old computer shows, the new one takes.
      const old = await startLinking(mum, ['link'])
      const fresh = await startLinking(laptop, ['link', old.link ?? ''])
      expect(await fresh.digits()).toBe(await old.digits())
      const [, made] = await Promise.all([old.answer('yes'), fresh.answer('yes')])
      const began = performance.now()
      await laptop.serve()
      await laptop.until(async () => expect((await textsIn(laptop, room)).at(-1)).toBe(`line ${MESSAGES - 1}`), 60_000)
      tellFigure('newest message on the linked computer after its start', performance.now() - began)
      const early = (await laptop.ask(answers.devices, ['devices'])).progress
      await laptop.until(async () => expect(await messagesIn(laptop, room)).toHaveLength(MESSAGES), 120_000)
      tellFigure(
        `${MESSAGES} messages on the linked computer after its start (still to come at the first look: ${early?.coming ?? 0})`,
        performance.now() - began,
      )
      expect((await laptop.ask(answers.contacts, ['contacts'])).contacts).toMatchObject([{ name: 'Dad' }])
      await laptop.until(async () => expect((await laptop.ask(answers.devices, ['devices'])).progress).toBeUndefined())

      // Both write while the cable is out, with dad on either side in turn.
      town.lan.partition([[town.host(mum), town.host(dad)], [town.host(place)]])
      await say(laptop, room, 'from the laptop')
      await say(mum, room, 'from the computer')
      town.lan.heal()
      await dad.until(async () => {
        const texts = (await textsIn(dad, room)).slice(-2)
        expect(texts.toSorted()).toEqual(['from the computer', 'from the laptop'])
      }, 90_000)
      await mum.until(async () => expectAgreement([mum, dad, laptop], [room]), 90_000)

      // Taken out: told so, and shut.
      await mum.ask(answers.devices, ['device', 'revoke', made.device])
      await laptop.until(async () => expect(await laptop.ask(answers.devices, ['devices'])).toMatchObject({ isRevoked: true }), 60_000)
      expect((await laptop.refused(['send', '--room', room, 'still me'])).code).toBe('DEVICE_REVOKED')
      await say(dad, room, 'between us')
      await mum.until(async () => expect((await textsIn(mum, room)).at(-1)).toBe('between us'), 60_000)
      expect(await textsIn(laptop, room)).not.toContain('between us')
    },
  )
})
