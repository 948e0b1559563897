/** Recovery by words through the command line alone, on this computer's loopback: the only computer is gone, one contact says yes. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { meetByLink, roomsOf, say, textsIn } from '../peers/acts.ts'
import { answers } from '../peers/cli-shapes.ts'
import { LOOPBACK, peopleHere } from './people-here.ts'

it('[RECV-2] [RECV-5] the words, a link, and the yes of one contact bring room and history back', { timeout: 120_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sarangbang-words-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const words = join(folder, 'words')
  const [dad] = await peopleHere('Dad')
  if (dad === undefined) throw new Error('one person expected')
  const mum = dad.anotherComputer('Mum')
  const { account } = await mum.ask(answers.made, ['init', '--name', 'Mum', '--words-out', words])
  await Promise.all([mum.serve(LOOPBACK), dad.serve(LOOPBACK)])
  await meetByLink(dad, mum)
  await say(mum, 'Dad', '잃어버리기 전에')
  await dad.until(async () => expect((await roomsOf(dad)).length).toBe(1))
  const room = (await roomsOf(dad))[0]?.room ?? ''
  await dad.until(async () => expect(await textsIn(dad, room)).toEqual(['잃어버리기 전에']))
  await mum.kill()

  const empty = mum.anotherComputer('Mum again')
  expect((await empty.ask(answers.made, ['restore', '--words-file', words, '--name', 'Mum'])).account).toBe(account)
  await empty.serve(LOOPBACK)
  const { link } = await dad.ask(answers.link, ['invite'])
  await empty.ask(answers.accepted, ['accept', link])
  let id = ''
  await dad.until(async () => {
    const { knocks } = await dad.ask(answers.knocks, ['knocks'])
    const knock = knocks.find(({ kind }) => kind === 'return')
    expect(knock).toMatchObject({ direction: 'in', state: 'waiting', name: 'Mum', account })
    id = knock?.id ?? ''
  })
  // The link made them contacts, and a conversation of its own; what was before is not in it.
  for (const { room: known } of await roomsOf(empty)) expect(await textsIn(empty, known)).toEqual([])
  expect((await dad.ask(answers.knock, ['knock', 'accept', id])).knock.state).toBe('confirmed')
  // GOV-17: two direct rooms of one pair are one conversation.
  await empty.until(async () => expect(await textsIn(empty, 'Dad')).toEqual(['잃어버리기 전에']))
  expect(await roomsOf(empty)).toMatchObject([{ kind: 'direct', state: 'open' }])
  await say(empty, 'Dad', '다시 왔어')
  await dad.until(async () => expect(await textsIn(dad, 'Mum')).toContain('다시 왔어'))
})
