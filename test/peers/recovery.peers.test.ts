/**
 * The only computer is lost: the words on an empty one, on the same LAN without a router, through the command line alone. No link, only mDNS;
 * the sister hears and says nothing by it, so that she is found only where the keepsake says she is.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, onTestFinished } from 'vitest'
import { init, meetByLink, namesOfContacts, roomsOf, say, textsIn } from './acts.ts'
import { answers } from './cli-shapes.ts'
import { whyNoHosts } from './netns.ts'
import { Person } from './person.ts'
import { type Town, createTown } from './town.ts'

describe.skipIf(whyNoHosts() !== undefined)('an empty computer and the words', () => {
  let town: Town | undefined
  afterEach(async () => town?.close())

  it(
    '[RECV-2] [RECV-4] [RECV-5] [RECV-8] [RECV-11] [GOV-20] a contact nearby is asked, says yes, and everything is back; a room mate is not asked',
    { timeout: 180_000 },
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'sarangbang-words-'))
      onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
      const words = join(folder, 'words')
      town = createTown(['Mum', 'Dad', 'Kim', 'Empty', 'Sister', 'Pest'])
      const [mum, dad, kim, place, sister, pest] = town.people
      if (mum === undefined || dad === undefined || kim === undefined || place === undefined) throw new Error('computers expected')
      if (sister === undefined || pest === undefined) throw new Error('six computers expected')
      await hush(town, sister)
      const { account } = await mum.ask(answers.made, ['init', '--name', 'Mum', '--words-out', words])
      await Promise.all([dad, kim, sister, pest].map(init))
      const [{ link }] = await Promise.all([pest.ask(answers.link, ['invite']), ...[mum, dad, kim, sister].map((each) => each.serve())])
      await Promise.all([meetByLink(sister, mum), meetByLink(dad, kim)])
      // He is away: blocked before they meet, and no more asked for.
      const accepting = mum.refused(['accept', link])
      await mum.ask(answers.contact, ['contact', 'rename', 'Sister', '언니'])
      await mum.until(async () => void (await mum.ask(answers.contact, ['contact', 'block', 'Pest'])))
      await Promise.all([accepting, meetByLink(dad, mum)])
      await mum.ask(answers.contact, ['contact', 'rename', 'Dad', '아빠'])
      const knewDad = Date.now()
      // One more change, so that a keepsake is made after this moment whenever the last one was made.
      await mum.ask(answers.contact, ['contact', 'rename', 'Pest', 'Spam'])
      const { room } = await dad.ask(answers.room, ['room', 'create', '--name', 'Home'])
      for (const name of ['Mum', 'Kim']) await dad.ask(answers.room, ['member', 'add', '--room', 'Home', name])
      await mum.until(async () => expect((await roomsOf(mum)).map(({ name }) => name)).toContain('Home'))
      await say(mum, 'Home', '잃어버리기 전에')
      for (const each of [dad, kim]) await each.until(async () => expect(await textsIn(each, room)).toEqual(['잃어버리기 전에']))
      await mum.until(async () => {
        const { keepsake } = await mum.ask(answers.recovery, ['recovery'])
        expect(keepsake.holders.find(({ name }) => name === '아빠')).toMatchObject({ hasNewest: true })
        expect(keepsake.at).toBeGreaterThan(knewDad)
      })
      await mum.kill()

      const empty = new Person('Mum', town.host(place), place.profile)
      expect((await empty.ask(answers.made, ['restore', '--words-file', words, '--name', 'Mum'])).account).toBe(account)
      await empty.serve()
      const id = await returning(dad, account)
      expect((await kim.ask(answers.knocks, ['knocks'])).knocks).toEqual([])
      expect(await roomsOf(empty)).toEqual([])
      expect((await empty.ask(answers.contacts, ['contacts'])).contacts).toEqual([])
      await dad.ask(answers.knock, ['knock', 'accept', id])
      const hers = await returning(sister, account)
      await Promise.all([
        sister.ask(answers.knock, ['knock', 'accept', hers]),
        empty.until(async () => expect(await textsIn(empty, room)).toEqual(['잃어버리기 전에']), 60_000),
      ])
      await empty.until(async () => expect((await namesOfContacts(empty)).toSorted()).toEqual(['아빠', '언니']), 60_000)
      expect((await empty.ask(answers.contacts, ['contacts'])).contacts.find(({ blocked }) => blocked)).toMatchObject({ state: 'asked' })
      expect((await empty.ask(answers.recovery, ['recovery'])).asked.filter(({ from }) => from === 'kept')).toMatchObject([
        { state: 'yes' },
        { state: 'yes' },
      ])
      await say(empty, room, '다시 왔어')
      await kim.until(async () => expect(await textsIn(kim, room)).toContain('다시 왔어'), 60_000)
      const lost = (await empty.ask(answers.devices, ['devices'])).devices.find((each) => !each.this)
      await empty.ask(answers.devices, ['device', 'revoke', lost?.device ?? ''])
    },
  )
})

/** The knock of who has only the words left, at somebody who is asked. */
async function returning(at: Person, account: string): Promise<string> {
  let id = ''
  await at.until(async () => {
    const knock = (await at.ask(answers.knocks, ['knocks'])).knocks.find(({ kind }) => kind === 'return')
    expect(knock).toMatchObject({ direction: 'in', state: 'waiting', name: 'Mum', account })
    id = knock?.id ?? ''
  }, 60_000)
  return id
}

/** Neither hears nor makes announcements. */
async function hush(town: Town, person: Person): Promise<void> {
  const host = town.host(person)
  const rules = ['input', 'output'].flatMap((way) => [
    `add chain inet quiet ${way} { type filter hook ${way} priority 0; }`,
    `add rule inet quiet ${way} udp dport { 5353, 53530 } drop`,
  ])
  for (const words of ['add table inet quiet', ...rules]) expect(await host.run('nft', words.split(' '))).toMatchObject({ code: 0 })
}
