/**
 * What goes by hand between two homes that no network connects, while both computers run: words there, acknowledgements back, and at last the
 * way to each other. Through the command line alone; whoever carries the files is the test.
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import * as v from 'valibot'
import { init, meetByLink, messagesIn, reachOf, say, sayLines, textsIn } from './acts.ts'
import { answers } from './cli-shapes.ts'
import { createInternet, type Internet, whyNoInternet } from './internet.ts'
import { Person } from './person.ts'

const PIECE_BYTES = 64 * 1024
const MIB = 1024 * 1024
/** Three parts of a mebibyte. */
const LINES = 150
const LINE = 'far from each other '.repeat(700)

describe.skipIf(whyNoInternet() !== undefined)('two homes that nothing connects', () => {
  let internet: Internet | undefined
  let folder = ''
  afterEach(async () => {
    await internet?.close()
    if (folder !== '') rmSync(folder, { recursive: true, force: true })
  })

  /** They met at a wedding, on its network; now each is at home, and Dad's computer on no network at all. */
  async function apart() {
    folder = mkdtempSync(join(tmpdir(), 'sarangbang-stick-'))
    internet = createInternet()
    const wedding = internet.island()
    const [mums, dads] = [internet.home({ nat: 'plain' }).machine(), internet.machine()]
    dads.cable('out')
    for (const machine of [mums, dads]) wedding.join(machine)
    const [mum, dad] = [new Person('Mum', mums, join(folder, 'mum')), new Person('Dad', dads, join(folder, 'dad'))]
    const courier = new Person('Courier', internet.island().machine(), join(folder, 'courier'))
    await Promise.all([mum, dad, courier].map((person) => init(person)))
    await Promise.all([mum.serve(), dad.serve()])
    await meetByLink(mum, dad)
    for (const machine of [mums, dads]) machine.cable('out', 1)
    for (const [person, other] of [
      [mum, 'Dad'],
      [dad, 'Mum'],
    ] as const)
      await person.until(async () => expect(await reachOf(person, other)).not.toMatchObject({ reach: 'connected' }), 60_000)
    return { mum, dad, courier, movesIn: () => dads.cable('in'), elsewhere: dads.address }
  }

  /** From one place to another: the same bytes, other files. */
  function carried(files: readonly string[], to: string): readonly string[] {
    const pocket = join(folder, to)
    mkdirSync(pocket, { recursive: true })
    return files.map((file) => {
      const copy = join(pocket, basename(file))
      cpSync(file, copy)
      return copy
    })
  }

  async function written(person: Person, contact: string, ...more: readonly string[]): Promise<readonly string[]> {
    const stick = mkdtempSync(join(folder, 'stick-'))
    return (await person.ask(answers.bundled, ['bundle', 'write', '--contact', contact, '--to', stick, ...more])).files
  }
  const read = (person: Person, files: readonly string[]) => person.ask(answers.unbundled, ['bundle', 'read', ...files])
  const whole = { damaged: 0, cut: 0, waiting: 0, refused: {} }

  /** Where that person's record of the other says he is. */
  async function whereabouts(person: Person, other: string): Promise<readonly string[]> {
    const { contacts, records } = await person.ask(answers.status, ['status'])
    const account = contacts.find(({ name }) => name === other)?.account
    return records.filter((record) => record.account === account).flatMap(({ addresses }) => addresses)
  }

  it('[BNDL-2] [BNDL-5] [BNDL-9] [BNDL-10] talk by files through a stranger’s hands, and find each other by one', async () => {
    const { mum, dad, courier, movesIn, elsewhere } = await apart()
    const { room } = await mum.ask(answers.room, ['room', 'create', '--name', 'Family', '--member', 'Dad'])
    const lines = Array.from({ length: LINES }, (_, at) => `${at} ${LINE}`)
    await sayLines(mum, 'Family', lines)
    const secret = await say(mum, 'Dad', 'by hand')
    const parts = await written(mum, 'Dad', '--max-size', '1MiB')
    expect(parts.length).toBeGreaterThan(2)
    for (const part of parts) expect(statSync(part).size).toBeLessThanOrEqual(MIB)

    // Who carries them reads nothing and says so; nor does what lies in his pocket.
    const pocket = carried(parts, 'pocket')
    const pieces = parts.reduce((sum, part) => sum + Math.floor(statSync(part).size / PIECE_BYTES), 0)
    expect(await read(courier, pocket)).toMatchObject({ ...whole, rooms: [], messages: 0, strange: pieces })
    for (const part of pocket) expect(readFileSync(part).includes('far from each other')).toBe(false)

    // Half of one, then all of them, the last first and one of them twice; he has never heard of the room.
    const [first = '', second = '', ...others] = carried(pocket, 'dads')
    const half = join(folder, 'half.sbundle')
    writeFileSync(half, readFileSync(second).subarray(0, MIB / 2 + 77))
    const some = await read(dad, [half])
    expect(some).toMatchObject({ ...whole, cut: 1 })
    expect(some.messages).toBeGreaterThan(0)
    const came = await read(dad, [...others.toReversed(), second, second, first])
    expect(came).toMatchObject({ ...whole, messages: LINES + 1 - some.messages })
    expect(new Map(came.rooms.map(({ name, hasAnswer }) => [name, hasAnswer]))).toEqual(
      new Map([
        ['Family', true],
        ['Mum', true],
      ]),
    )
    expect(await textsIn(dad, 'Family')).toEqual(lines)
    expect(await textsIn(dad, 'Mum')).toEqual(['by hand'])

    // The answer; she has heard nothing of him since the wedding.
    await dad.ask(v.unknown(), ['read', '--room', 'Family'])
    await say(dad, 'Mum', 'got it')
    const [back = ''] = await written(dad, 'Mum')
    expect(new Set((await messagesIn(mum, room)).flatMap((each) => (each.system === undefined ? [each.delivery] : [])))).toEqual(
      new Set(['queued']),
    )
    expect(await read(mum, carried([back], 'mums'))).toMatchObject({ ...whole, messages: 1, acknowledged: LINES + 1 })
    const [one] = (await messagesIn(mum, 'Dad')).filter(({ id }) => id === secret)
    expect(one).toMatchObject({ delivery: 'delivered', progress: { delivered: 1, of: 1 } })
    const far = (await messagesIn(mum, room)).filter(({ system }) => system === undefined)
    expect(new Set(far.map(({ delivery }) => delivery))).toEqual(new Set(['read']))
    expect(await reachOf(mum, 'Dad')).not.toMatchObject({ reach: 'connected' })

    // Dad moves to where nobody ever saw him; only the file says so.
    movesIn()
    const isThere = (address: string): boolean => address.includes(`/${elsewhere}/`)
    await dad.until(async () => expect((await dad.ask(answers.status, ['status'])).addresses.some(isThere)).toBe(true))
    const record = await written(dad, 'Mum')
    expect((await whereabouts(mum, 'Dad')).some(isThere)).toBe(false)
    await read(mum, carried(record, 'mums'))
    expect((await whereabouts(mum, 'Dad')).some(isThere)).toBe(true)
    await mum.until(async () => expect(await reachOf(mum, 'Dad')).toMatchObject({ reach: 'connected' }))
    const id = await say(mum, 'Dad', 'found you')
    await dad.until(async () => expect((await messagesIn(dad, 'Mum')).map((each) => each.id)).toContain(id))
  }, 120_000)
})
