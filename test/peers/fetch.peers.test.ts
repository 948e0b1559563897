/** `fetch` that is ended before all has come, by its time-out or by Ctrl-C: what it says, what lies in the folder, and what comes of it later. */
import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { afterEach, describe, expect, it } from 'vitest'
import { MEDIA } from '../../shared/limits.ts'
import { allConnected, heldBy, init, meetByLink, messagesIn } from './acts.ts'
import { answers } from './cli-shapes.ts'
import { whyNoHosts } from './netns.ts'
import type { HostProcess } from './netns-process.ts'
import type { Person } from './person.ts'
import { createTown, type Town } from './town.ts'

const SIZE = 16 * MEDIA.CHUNK_BYTES + 4321
const AGAIN_MS = 90_000
const told = v.pipe(v.string(), v.parseJson(), answers.error)

interface Waiting {
  readonly mum: Person
  readonly dad: Person
  /** Of Mum's, with a file that Dad has heard of and not asked for. */
  readonly message: string
  readonly bytes: Buffer
  /** Dad's folder, empty. */
  readonly to: string
}

describe.skipIf(whyNoHosts() !== undefined)('[MEDIA-50] [MEDIA-73] a fetch', () => {
  let town: Town | undefined
  afterEach(async () => town?.close())

  async function aFileWaits(): Promise<Waiting> {
    town = createTown(['Mum', 'Dad'])
    const [mum, dad] = town.people
    if (mum === undefined || dad === undefined) throw new Error('two people expected')
    await Promise.all([init(mum), init(dad)])
    await Promise.all([mum.serve(), dad.serve()])
    await meetByLink(mum, dad)
    await allConnected([mum, dad])
    const path = join(town.folder, 'list.bin')
    const bytes = randomBytes(SIZE)
    writeFileSync(path, bytes)
    const to = join(town.folder, 'to')
    mkdirSync(to)
    const { ids } = await mum.ask(answers.ids, ['send', '--room', 'Dad', '--file', path])
    const message = ids[0] ?? ''
    await dad.until(async () => expect((await messagesIn(dad, 'Mum')).map(({ id }) => id)).toEqual([message]))
    return { mum, dad, message, bytes, to }
  }

  /** So slowly that nothing is over before it is looked at. */
  const slowly = (mum: Person) => mum.ask(v.unknown(), ['settings', 'files', '--upload', '256KiB'])
  const atOnce = (mum: Person) => mum.ask(v.unknown(), ['settings', 'files', '--upload', 'off'])
  const transfersOf = async (dad: Person) => (await dad.ask(answers.transfers, ['transfers'])).transfers

  async function interrupted(fetching: HostProcess): Promise<void> {
    fetching.kill('SIGINT')
    const code = await fetching.ended
    expect({ code, out: fetching.stdout() }).toEqual({ code: 1, out: '' })
    expect(v.parse(told, fetching.stderr()).error.code).toBe('CANCELLED')
  }

  /** All of it, once, and nothing beside it. */
  async function expectFetched({ dad, message, bytes, to }: Waiting): Promise<void> {
    const path = join(to, 'list.bin')
    expect(await dad.ask(answers.fetched, ['fetch', message, '--to', to])).toEqual({ files: [{ id: `${message}/1`, path }] })
    expect(readdirSync(to)).toEqual(['list.bin'])
    expect(readFileSync(path).equals(bytes)).toBe(true)
  }

  it.each([
    ['of a service', true],
    ['with no service', false],
  ])('%s that reaches nobody who has it says so when its time is over, and a later one brings it', async (_name, isServed) => {
    const waiting = await aFileWaits()
    const { mum, dad, message, to } = waiting
    await mum.kill()
    if (!isServed) await dad.stop()
    const { code, exit } = await dad.refused(['fetch', message, '--to', to, '--timeout', '2s'])
    expect([code, exit]).toEqual(['NOBODY_HAS_IT', 1])
    expect(readdirSync(to)).toEqual([])
    expect(await transfersOf(dad)).toMatchObject([{ message, bytes: 0 }])
    await mum.serve()
    await expectFetched(waiting)
  })

  it('of a service that is slow or is stopped by Ctrl-C leaves no half file, and the service goes on with it', async () => {
    const waiting = await aFileWaits()
    const { mum, dad, message, to } = waiting
    await slowly(mum)
    const fetching = dad.start(['fetch', message, '--to', to])
    await dad.until(async () => expect(await transfersOf(dad)).toMatchObject([{ message, state: 'running' }]))
    const { code } = await dad.refused(['fetch', message, '--to', to, '--timeout', '1s'])
    expect(code).toBe('NOT_HERE')
    await interrupted(fetching)
    expect(readdirSync(to)).toEqual([])
    expect(await transfersOf(dad)).toMatchObject([{ message, state: 'running' }])
    await atOnce(mum)
    await dad.until(async () => expect(await transfersOf(dad)).toEqual([]), AGAIN_MS)
    await mum.kill()
    await expectFetched(waiting)
  })

  it('with no service that is stopped by Ctrl-C leaves no half file, and the next one goes on where it was', async () => {
    const waiting = await aFileWaits()
    const { mum, dad, message, to } = waiting
    await dad.stop()
    await slowly(mum)
    const fetching = dad.start(['fetch', message, '--to', to])
    await dad.until(async () => expect(heldBy(dad)).toBeGreaterThan(2 * MEDIA.CHUNK_BYTES), AGAIN_MS)
    await interrupted(fetching)
    expect(readdirSync(to)).toEqual([])
    const [left] = await transfersOf(dad)
    expect(left).toMatchObject({ message })
    expect(left?.bytes).toBeGreaterThan(0)
    await atOnce(mum)
    await expectFetched(waiting)
    expect(await transfersOf(dad)).toEqual([])
  })
})
