/** Linking through the command line alone, on this computer's loopback: two processes, a code, six digits, and one account after that. */
import { describe, expect, it } from 'vitest'
import * as v from 'valibot'
import { answers } from '../peers/cli-shapes.ts'
import { roomsOf, say, textsIn } from '../peers/acts.ts'
import { startLinking } from '../peers/linking.ts'
import { Refused } from '../peers/person.ts'
import { LOOPBACK, peopleHere, twoContacts } from './people-here.ts'

describe('a second computer by the command line', () => {
  it(
    '[LINK-2] [LINK-5] a new computer takes the code of the old one and has its rooms; taken out, it writes no more',
    { timeout: 120_000 },
    async () => {
      const { mum, dad, room } = await twoContacts()
      await say(dad, 'Mum', '밥 먹었어?')
      const laptop = mum.anotherComputer('Mum’s laptop')
      const old = await startLinking(mum, ['link'])
      const fresh = await startLinking(laptop, ['link', old.link ?? '', ...LOOPBACK])
      const [here, there] = [await old.digits(), await fresh.digits()]
      expect(here).toMatch(/^\d{6}$/u)
      expect(there).toBe(here)
      const [one, other] = await Promise.all([old.answer('yes'), fresh.answer('yes')])
      expect(one.account).toBe(other.account)
      expect(one.device).not.toBe(other.device)
      await laptop.serve(LOOPBACK)
      await laptop.until(async () => expect(await roomsOf(laptop)).toMatchObject([{ room, kind: 'direct', state: 'open' }]))
      await laptop.until(async () => expect(await textsIn(laptop, room)).toEqual(['밥 먹었어?']))
      await say(laptop, room, '노트북에서')
      await dad.until(async () => expect(await textsIn(dad, room)).toContain('노트북에서'))
      await mum.ask(answers.devices, ['device', 'rename', other.device, '--name', '부엌'])
      await laptop.until(async () =>
        expect((await laptop.ask(answers.devices, ['devices'])).devices[0]).toMatchObject({ name: '부엌', this: true }),
      )
      await mum.ask(answers.devices, ['device', 'revoke', '부엌'])
      await laptop.until(async () => expect(await laptop.ask(answers.devices, ['devices'])).toMatchObject({ isRevoked: true }))
      expect((await laptop.refused(['send', '--room', room, '아직?'])).code).toBe('DEVICE_REVOKED')
      await say(mum, room, '우리끼리')
      await dad.until(async () => expect(await textsIn(dad, room)).toContain('우리끼리'))
      expect(await textsIn(laptop, room)).not.toContain('우리끼리')
    },
  )

  it('[LINK-5] killed while it is linked, a computer is empty or linked, and nothing between', { timeout: 120_000 }, async () => {
    const [mum] = await peopleHere('Mum')
    if (mum === undefined) throw new Error('one person expected')
    await mum.serve(LOOPBACK)
    const { account } = await mum.ask(answers.made, ['me'])
    for (const afterMs of [0, 100, 300]) {
      const laptop = mum.anotherComputer('x'.repeat(afterMs / 100 + 1))
      const old = await startLinking(mum, ['link'])
      const fresh = await startLinking(laptop, ['link', old.link ?? '', ...LOOPBACK])
      await Promise.all([old.digits(), fresh.digits()])
      old.say('yes')
      fresh.say('yes')
      await new Promise((resolve) => setTimeout(resolve, afterMs))
      fresh.kill()
      await fresh.ended
      old.kill('SIGINT')
      await old.ended
      await mum.ask(v.unknown(), ['devices'])
      const found = await laptop.ask(answers.made, ['me']).then(
        (made) => made.account,
        (cause: unknown) => (cause instanceof Refused ? cause.code : String(cause)),
      )
      expect(['PROFILE_MISSING', account]).toContain(found)
    }
  })

  it('[LINK-3] a no on one side ends both, and the new computer can begin anew', { timeout: 60_000 }, async () => {
    const [mum] = await peopleHere('Mum')
    if (mum === undefined) throw new Error('one person expected')
    await mum.serve(LOOPBACK)
    const laptop = mum.anotherComputer('laptop')
    const fresh = await startLinking(laptop, ['link', ...LOOPBACK])
    const old = await startLinking(mum, ['link', fresh.link ?? ''])
    await Promise.all([old.digits(), fresh.digits()])
    expect(await fresh.refusal('no')).toBe('LINK_DIFFERENT')
    expect(await old.refused()).toBe('LINK_DIFFERENT')
    expect((await laptop.refused(['me'])).code).toBe('PROFILE_MISSING')
    await laptop.ask(v.object({ account: v.string() }), ['init', '--name', 'Mum'])
  })
})
