/** A box that is always on, taken into use in two commands, and two people who are never online together. Through the command line alone. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import * as v from 'valibot'
import { RESOURCE } from '../../shared/limits.ts'
import { heldBy, init, meetByLink, namesOfContacts, roomsOf, say, sayLines, textsIn } from './acts.ts'
import { answers } from './cli-shapes.ts'
import { concerned, examine } from './doctor-acts.ts'
import { whyNoHosts } from './netns.ts'
import type { Person } from './person.ts'
import { createTown, type Town } from './town.ts'

const BURST = 1500

describe.skipIf(whyNoHosts() !== undefined)('a carrier', () => {
  let town: Town | undefined
  afterEach(async () => town?.close())

  async function begin(): Promise<{ readonly mum: Person; readonly dad: Person; readonly box: Person }> {
    town = createTown(['Mum', 'Dad', 'Box'])
    const [mum, dad, box] = town.people
    if (mum === undefined || dad === undefined || box === undefined) throw new Error('three expected')
    await Promise.all([init(mum), init(dad)])
    await Promise.all([mum.serve(), dad.serve()])
    await meetByLink(mum, dad)
    const { room } = await mum.ask(answers.room, ['room', 'create', '--name', 'Family', '--member', 'Dad'])
    await dad.until(async () => expect((await roomsOf(dad)).map((each) => each.room)).toContain(room))
    return { mum, dad, box }
  }

  /** The box makes itself a profile, and its first words are a link. */
  async function serveBox(box: Person): Promise<string | undefined> {
    await box.serve(['--carrier', '--name', 'Box'])
    const line = await box.service.line((each) => each.includes('"carrier":true'), { timeoutMs: 30_000 })
    return v.parse(v.pipe(v.string(), v.parseJson(), answers.box), line).link
  }

  async function takeIntoUse(mum: Person, box: Person): Promise<void> {
    const link = await serveBox(box)
    if (link === undefined) throw new Error('no link')
    expect(await mum.ask(answers.accepted, ['accept', link])).toMatchObject({ state: 'done', contact: { name: 'Box' } })
    await mum.ask(answers.carriers, ['carry', 'ask', '--room', 'Family', 'Box'])
    await mum.until(async () => {
      const { carriers } = await mum.ask(answers.carriers, ['carry', 'list', '--room', 'Family'])
      expect(carriers).toMatchObject([{ name: 'Box', state: 'carrying', said: {} }])
    })
  }

  /** Mum may close her laptop. */
  async function isAtBox(from: Person, message: string): Promise<void> {
    await from.until(async () => {
      const { holders } = await from.ask(answers.trail, ['trail', message])
      expect(holders).toMatchObject([{ name: 'Box', carrier: true }])
    }, 60_000)
  }

  it('carries between two who are never online together, for its owner alone, and can read nothing', async () => {
    const { mum, dad, box } = await begin()
    expect(concerned((await examine(mum)).report, 'kept-for-us')).toBeUndefined()
    await takeIntoUse(mum, box)
    expect(concerned((await examine(mum)).report, 'kept-for-us')).toEqual(['Box'])
    expect(concerned((await examine(box)).report, 'kept-by-us')).toEqual(['Mum'])
    await dad.stop()
    await isAtBox(mum, await say(mum, 'Family', 'dinner is in the fridge'))
    await mum.stop()
    await dad.serve()
    await dad.until(async () => expect(await textsIn(dad, 'Family')).toEqual(['dinner is in the fridge']))
    const answer = await say(dad, 'Family', 'found it')
    // Dad knows the box from the room only.
    await dad.until(async () => {
      const { holders } = await dad.ask(answers.trail, ['trail', answer])
      expect(holders.filter(({ carrier }) => carrier)).toHaveLength(1)
    })
    await dad.stop()
    await mum.serve()
    await mum.until(async () => expect(await textsIn(mum, 'Family')).toEqual(['dinner is in the fridge', 'found it']))
    expect(await roomsOf(box)).toHaveLength(1)
    expect(await namesOfContacts(box)).toEqual(['Mum'])
    expect((await box.ask(answers.found, ['search', 'fridge'])).results).toEqual([])
    expect((await box.ask(answers.carried, ['carry', 'list'])).carried).toMatchObject([{ name: 'Mum', rooms: 1 }])
    // Somebody else pairs with the box: he is no owner.
    const { link } = await box.ask(answers.link, ['invite'])
    await dad.serve()
    await dad.ask(answers.accepted, ['accept', link])
    await dad.ask(answers.room, ['room', 'create', '--name', 'Club'])
    await dad.ask(answers.carriers, ['carry', 'ask', '--room', 'Club', 'Box'])
    await box.until(async () => expect((await box.ask(answers.carried, ['carry', 'list'])).asks).toMatchObject([{ name: 'Dad', rooms: 1 }]))
    await box.ask(answers.kept, ['carry', 'allow', 'Dad', '--quota', '10MB'])
    await dad.until(async () =>
      expect((await dad.ask(answers.carriers, ['carry', 'list', '--room', 'Club'])).carriers).toMatchObject([{ state: 'carrying' }]),
    )
    expect(concerned((await examine(box)).report, 'kept-by-us')).toEqual(['Dad', 'Mum'])
    await box.ask(answers.kept, ['carry', 'stop', 'Dad'])
    expect(concerned((await examine(box)).report, 'kept-by-us')).toEqual(['Mum'])
    await dad.until(async () =>
      expect((await dad.ask(answers.carriers, ['carry', 'list', '--room', 'Club'])).carriers).toMatchObject([{ state: 'stopped' }]),
    )
  }, 180_000)

  it('[MEDIA-49] [MEDIA-90] brings a photo between two who are never online together, also when its power goes on the way', async () => {
    const { mum, dad, box } = await begin()
    await takeIntoUse(mum, box)
    const kept = async () => (await box.ask(answers.carried, ['carry', 'list'])).carried[0]?.files
    expect(await kept()).toEqual({ files: 0, bytes: 0, quota: RESOURCE.CARRY_BOX_FILES_BYTES })
    await dad.stop()
    const folder = mkdtempSync(join(tmpdir(), 'sarangbang-photo-'))
    try {
      // As a camera makes them, as far as a program that looks at the first bytes can tell.
      const photo = Buffer.concat([Buffer.from('ffd8ffe000104a46494600', 'hex'), randomBytes(12_000_000)])
      writeFileSync(join(folder, 'sea.jpg'), photo)
      const { ids } = await mum.ask(answers.ids, ['send', '--room', 'Family', '--file', join(folder, 'sea.jpg')])
      const [message = ''] = ids
      await box.until(async () => expect((await kept())?.files).toBe(1))
      await box.kill()
      expect(await serveBox(box)).toBeUndefined()
      // Its word says so to mum: she may close her laptop.
      await mum.until(async () => {
        const { carriers } = await mum.ask(answers.carriers, ['carry', 'list', '--room', 'Family'])
        expect(carriers[0]?.said?.files?.bytes).toBeGreaterThan(photo.length)
      }, 90_000)
      await isAtBox(mum, message)
      await mum.stop()
      await dad.serve()
      await dad.until(async () => expect(await textsIn(dad, 'Family')).toHaveLength(1))
      // What is not all here would stand in the list.
      await dad.until(
        async () => expect(await dad.ask(answers.transfers, ['transfers', 'resume', message])).toEqual({ transfers: [] }),
        90_000,
      )
      expect(heldBy(dad)).toBeGreaterThan(photo.length)
      // To the box it is no message, and the room none it is in.
      expect(await roomsOf(box)).toHaveLength(1)
      expect((await box.refused(['transfers', 'resume', message])).code).toBe('NO_MESSAGE')
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }, 240_000)

  it('[CARR-2] whose power goes while it takes says afterwards what is on its disk, and hands on all of it', async () => {
    const { mum, dad, box } = await begin()
    await takeIntoUse(mum, box)
    await dad.stop()
    const lines = Array.from({ length: BURST }, (_, at) => `line ${at} ${'x'.repeat(400)}`)
    const sending = sayLines(mum, 'Family', lines)
    for (const share of [0.2, 0.5, 0.8]) {
      await box.until(async () => {
        const [one] = (await box.ask(answers.carried, ['carry', 'list'])).carried
        expect(one?.used ?? 0).toBeGreaterThan(share * 100_000)
      })
      await box.kill()
      expect(await serveBox(box)).toBeUndefined()
    }
    const ids = await sending
    await isAtBox(mum, ids.at(-1) ?? '')
    await isAtBox(mum, ids[0] ?? '')
    await mum.stop()
    await dad.serve()
    await dad.until(async () => expect((await textsIn(dad, 'Family')).toSorted()).toEqual(lines.toSorted()), 60_000)
  }, 240_000)
})
