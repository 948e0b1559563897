/** Rooms as they are written out of a messenger, and what happened since a time. */
import { describe, expect, it } from 'vitest'
import { RESOURCE, RPC } from '../../shared/limits.ts'
import { DigestOfRoom } from '../../shared/messenger/digest.ts'
import type { Digest, RoomSummary } from '../../shared/messenger/index.ts'
import { createExportsDesk } from '../../src-main/engine/exports/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { Village, type Villager } from '../harness/village.ts'
import { readBack, viewOf } from '../exporters/a-room.ts'

const SLOW_MS = 60_000

describe('a room written out', () => {
  it(
    '[EXP-1] [EXP-2] has each message and each line once, over the ends of pages, in a stretch of time too',
    async () => {
      const village = new Village()
      const mum = village.person('Mum')
      const room = expectOk(mum.messenger.createRoom({ name: '우리집' }))
      const count = 2 * RESOURCE.EXPORT_PAGE
      const texts = Array.from({ length: count }, (_, n) => `말 ${n}`)
      expectOk(mum.messenger.send(room, texts))
      await village.pass()
      const middle = village.clock.now()
      await village.pass()
      expectOk(mum.messenger.renameRoom(room, '큰집'))
      const [gone] = expectOk(mum.messenger.send(room, ['지울 말', '끝']))
      if (gone !== undefined) expectOk(mum.messenger.delete(gone))
      const all = [...expectOk(mum.messenger.exports.room(room)).pages()]
      expect(Math.max(...all.map(({ length }) => length))).toBeLessThanOrEqual(RESOURCE.EXPORT_PAGE + 3)
      const views = all.flat()
      expect(new Set(views.map(({ id }) => id)).size).toBe(views.length)
      expect(views.filter(({ system }) => system === undefined).map(({ text }) => text)).toEqual([...texts, undefined, '끝'])
      expect(views.flatMap(({ system }) => system?.act ?? [])).toEqual(['create', 'rename'])
      const later = [...expectOk(mum.messenger.exports.room(room, { from: middle })).pages()].flat()
      expect(later.filter(({ system }) => system === undefined).map(({ text }) => text)).toEqual([undefined, '끝'])
      const earlier = [...expectOk(mum.messenger.exports.room(room, { until: middle })).pages()].flat()
      expect(earlier.filter(({ system }) => system === undefined)).toHaveLength(count)
      // Writing out marks nothing as read and changes nothing.
      expect(mum.messenger.exports.room(mum.account as never)).toEqual({ ok: false, code: 'NO_ROOM' })
    },
    SLOW_MS,
  )

  it('[EXP-2] goes over the boundary in pieces a frame has room for; the one that was quiet longest ends', async () => {
    const village = new Village()
    const mum = village.person('Mum')
    const room = expectOk(mum.messenger.createRoom({ name: '우리집' }))
    const long = '가'.repeat(4_000)
    expectOk(
      mum.messenger.send(
        room,
        Array.from({ length: 60 }, (_, n) => `${n} ${long}`),
      ),
    )
    const desk = createExportsDesk({ messenger: mum.messenger, now: () => village.clock.now(), pause: () => Promise.resolve() })
    const what = { what: 'room', room, format: 'text', timeZone: 'Asia/Seoul' } as const
    const { id, fileName } = expectOk(await desk.begin(what))
    expect(fileName).toBe('우리집.txt')
    const pieces: Buffer[] = []
    for (let isOver = false; !isOver;) {
      const chunk = expectOk(await desk.take(id))
      const bytes = Buffer.from(chunk.bytes, 'base64')
      expect(bytes.length).toBeLessThanOrEqual(RPC.EXPORT_CHUNK_BYTES)
      pieces.push(bytes)
      isOver = chunk.isOver
    }
    expect(pieces.length).toBeGreaterThan(2)
    expect(pieces.slice(0, -1).every(({ length }) => length === RPC.EXPORT_CHUNK_BYTES)).toBe(true)
    const { records, warnings } = readBack(Buffer.concat(pieces).toString('utf8'), 5_000)
    expect(warnings).toEqual([])
    expect(records.filter(({ kind }) => kind === 'text').map(({ text }) => text.length)).toHaveLength(60)
    expect(await desk.take(id)).toEqual({ ok: false, code: 'NO_EXPORT' })

    const open: string[] = []
    for (let n = 0; n <= RESOURCE.EXPORTS_AT_ONCE; n += 1) open.push(expectOk(await desk.begin(what)).id)
    expect(await desk.take(open[0] ?? '')).toEqual({ ok: false, code: 'NO_EXPORT' })
    expect((await desk.take(open[1] ?? '')).ok).toBe(true)
    expect(await desk.begin({ ...what, timeZone: 'Mars/Olympus' })).toEqual({ ok: false, code: 'OUT_OF_RANGE' })
    expect(await desk.begin({ ...what, from: 5, until: 5 })).toEqual({ ok: false, code: 'OUT_OF_RANGE' })
  })

  it('[EXP-10] all rooms are one archive, a folder each, no two of one name', async () => {
    const village = new Village()
    const mum = village.person('Mum')
    for (const name of ['우리집', '우리집', '../x']) expectOk(mum.messenger.send(expectOk(mum.messenger.createRoom({ name })), ['안녕']))
    const desk = createExportsDesk({ messenger: mum.messenger, now: () => village.clock.now(), pause: () => Promise.resolve() })
    let messages = 0
    const { id, type } = expectOk(await desk.begin({ what: 'all', formats: ['text', 'jsonl'] }))
    const pieces: Buffer[] = []
    for (let isOver = false; !isOver;) {
      const chunk = expectOk(await desk.take(id))
      pieces.push(Buffer.from(chunk.bytes, 'base64'))
      isOver = chunk.isOver
      messages = chunk.messages
    }
    expect(messages).toBe(3)
    expect(type).toBe('application/zip')
    const archive = Buffer.concat(pieces)
    expect(archive.subarray(0, 4)).toEqual(Buffer.from('PK\u0003\u0004'))
    const names = namesIn(archive)
    expect(names.toSorted()).toEqual(
      ['x', '우리집', '우리집 (2)'].flatMap((folder) => [`${folder}/대화.jsonl`, `${folder}/대화.txt`]).toSorted(),
    )
  })
})

describe('what happened since', () => {
  it('[EXP-20] tells how many, by whom, from when to when, who named me and what waits for me', async () => {
    const village = new Village()
    const mum = village.person('Mum')
    const dad = village.person('Dad')
    const son = village.person('Son')
    const direct = await village.pair(mum, dad)
    await village.pair(mum, son)
    const family = expectOk(mum.messenger.createRoom({ name: '우리집', members: [dad.account, son.account] }))
    const quiet = expectOk(mum.messenger.createRoom({ name: '조용한 방' }))
    expectOk(mum.messenger.send(quiet, ['옛날']))
    const [mine] = expectOk(mum.messenger.send(family, ['저녁 뭐 먹지?']))
    await village.pass()
    const since = village.clock.now()
    await village.pass()
    const say = async (who: Villager, room: typeof family, text: string, options: Parameters<typeof who.messenger.send>[2] = {}) => {
      expectOk(who.messenger.send(room, [text], options))
      await village.pass()
    }
    expect(digestOf(mum, since).rooms).toEqual([])
    await say(mum, family, '나 먼저 갈게')
    await say(dad, family, '응')
    await say(son, family, '@Mum 어디?', { mentions: [{ account: mum.account, from: 0, to: 4 }] })
    if (mine !== undefined) await say(son, family, '김치찌개', { replyTo: mine })
    await say(dad, direct, '전화해')
    const digest = digestOf(mum, since)
    expect(digest.messages).toBe(5)
    expect(
      digest.rooms.map(({ name, messages, waitingOf, mentionsOf, unread }) => [name, messages, waitingOf, mentionsOf, unread]),
    ).toEqual([
      ['Dad', 1, 1, 0, 1],
      ['우리집', 4, 1, 1, 3],
    ])
    const [, home] = digest.rooms
    expect(home?.people.map(({ name, messages, me }) => [name, messages, me])).toEqual([
      ['Son', 2, false],
      ['Dad', 1, false],
      ['Mum', 1, true],
    ])
    expect(home?.mentions.map(({ text }) => text)).toEqual(['@Mum 어디?'])
    expect(home !== undefined && home.first < home.last && home.first >= since).toBe(true)
    // An answer ends the waiting, and one room alone may be asked for.
    await say(mum, direct, '지금은 안 돼')
    const [alone] = digestOf(mum, since, direct).rooms
    expect([alone?.name, alone?.waitingOf, alone?.messages]).toEqual(['Dad', 0, 2])
  })

  it('[EXP-20] looks at no more than it may, shows a few lines and their beginning, and says so', async () => {
    const village = new Village()
    const mum = village.person('Mum')
    const dad = village.person('Dad')
    const room = await village.pair(mum, dad)
    const many = RESOURCE.DIGEST_LINES + 2
    expectOk(
      dad.messenger.send(
        room,
        Array.from({ length: many }, (_, n) => `${n}${'가'.repeat(RESOURCE.DIGEST_CHARACTERS)}`),
      ),
    )
    await village.pass()
    const [only] = digestOf(mum, 0).rooms
    expect(only?.waiting).toHaveLength(RESOURCE.DIGEST_LINES)
    expect(only?.waitingOf).toBe(many)
    expect(only?.waiting.every(({ text }) => text?.length === RESOURCE.DIGEST_CHARACTERS)).toBe(true)
    expect(only?.isCapped).toBe(false)
  })
})

describe('a room in which very much happened', () => {
  it('[EXP-20] is counted up to a limit, the newest first', () => {
    const summary = { name: '방', kind: 'group', unread: 0 } as RoomSummary
    const count = (all: number) => {
      const digest = new DigestOfRoom(summary, viewOf({ mine: true }, 0).author.account)
      const page = Array.from({ length: all }, (_, n) => viewOf({ text: 'x' }, n))
      const goesOn = digest.take(page)
      const done = digest.done()
      return [goesOn, done?.messages, done?.isCapped]
    }
    expect(count(RESOURCE.DIGEST_MESSAGES)).toEqual([true, RESOURCE.DIGEST_MESSAGES, false])
    expect(count(RESOURCE.DIGEST_MESSAGES + 1)).toEqual([false, RESOURCE.DIGEST_MESSAGES, true])
  })
})

function digestOf(who: Villager, since: number, room?: Parameters<Villager['messenger']['exports']['room']>[0]): Digest {
  const steps = expectOk(who.messenger.exports.digest({ since, ...(room !== undefined && { room }) }))
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

/** Names of the central directory. */
function namesIn(archive: Buffer): readonly string[] {
  const names: string[] = []
  for (let at = archive.indexOf('PK\u0001\u0002'); at !== -1; at = archive.indexOf('PK\u0001\u0002', at + 4)) {
    names.push(archive.subarray(at + 46, at + 46 + archive.readUInt16LE(at + 28)).toString('utf8'))
  }
  return names
}

describe('people written out', () => {
  it('[EXP-11] are contacts with what the address book has of them, and entries who are not here; nobody who is blocked', async () => {
    const village = new Village()
    const mum = village.person('Mum')
    const dad = village.person('Dad')
    const son = village.person('Son')
    await village.pair(mum, dad)
    await village.pair(mum, son)
    expectOk(mum.messenger.renameContact(dad.account, '여보;x\nEND:VCARD'))
    const { entry } = expectOk(mum.messenger.addressBook.add({ name: '김철수', phones: [{ value: '010-1234-5678', label: 'CELL' }] }))
    expectOk(mum.messenger.addressBook.link(entry, dad.account))
    expectOk(mum.messenger.addressBook.add({ name: '=이모', phones: [{ value: '010-9999-0000' }] }))
    expectOk(mum.messenger.blockContact(son.account, true))
    const desk = createExportsDesk({ messenger: mum.messenger, now: () => village.clock.now(), pause: () => Promise.resolve() })
    const whole = async (format: 'vcard3' | 'vcard4' | 'google-csv') => {
      const { id, fileName } = expectOk(await desk.begin({ what: 'contacts', format }))
      const { bytes, isOver } = expectOk(await desk.take(id))
      expect(isOver).toBe(true)
      return { fileName, text: Buffer.from(bytes, 'base64').toString('utf8') }
    }
    const { fileName, text } = await whole('vcard3')
    expect(fileName).toBe('sarangbang-contacts.vcf')
    expect(text.match(/^BEGIN:VCARD\r$/gm)).toHaveLength(2)
    expect(text.match(/^END:VCARD\r$/gm)).toHaveLength(2)
    expect(text).toContain('010-1234-5678')
    expect(text.replaceAll('\r\n ', '')).toContain(`X-SARANGBANG-ACCOUNT:${dad.account}`)
    expect(text).not.toContain('Son')
    expect((await whole('vcard4')).text).toContain('VERSION:4.0')
    const csv = await whole('google-csv')
    expect(csv.fileName).toBe('sarangbang-contacts.csv')
    expect(csv.text).not.toMatch(/(^|,)"?=이모/m)
  })
})
