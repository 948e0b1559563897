/** What was brought in from other messengers, taken out again: with the room it stands in, alone, or left where it is. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { RoomId } from '../../shared/ids/index.ts'
import { ARCHIVE } from '../../shared/limits.ts'
import type { MessageView, RoomRange } from '../../shared/messenger/index.ts'
import { createExportsDesk } from '../../src-main/engine/exports/index.ts'
import { readBack } from '../exporters/a-room.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { broughtIn, said } from '../harness/imported.ts'
import { Village, type Villager } from '../harness/village.ts'

let village: Village
let mum: Villager
let room: RoomId

const LONG = '긴 이야기 '.repeat(4 * ARCHIVE.SHOWN_CHARACTERS)
const TALK = [
  said('2024-03-04T14:05', '여보', '저녁은?'),
  said('2024-03-04T14:06', '나', LONG),
  said('2024-03-04T14:07', null, '여보님이 나갔습니다.'),
  said('2024-03-04T14:08', '여보', '', { kind: 'photo', attachments: [{ name: '찌개.jpg', present: true }] }),
]

beforeEach(async () => {
  village = new Village()
  mum = village.person('엄마')
  room = await village.pair(mum, village.person('아빠'))
  broughtIn(mum.messenger, TALK, { target: { to: 'room', room } })
  broughtIn(mum.messenger, [said('2020-01-01T09:00', '반장', '동창회')], { target: { to: 'new', title: '동창' } })
  expectOk(mum.messenger.send(room, ['지금 말']))
})

describe('what was brought in', () => {
  it('[EXP-1] goes along with its room, long texts whole; or stays out', () => {
    const all = viewsOf(room)
    expect(all.map(({ text }) => text)).toEqual(['저녁은?', LONG, '여보님이 나갔습니다.', '', '지금 말'])
    expect(viewsOf(room, { imported: false }).map(({ text }) => text)).toEqual(['지금 말'])
  })

  it('[EXP-1] is written out alone where it stands in no room', () => {
    const [loose] = mum.messenger.imports.archives().filter((each) => each.room === undefined)
    if (loose === undefined) throw new Error('there is one')
    expect(expectOk(mum.messenger.exports.room(loose.archive))).toMatchObject({ name: '동창', room: loose.archive })
    expect(viewsOf(loose.archive).map(({ text }) => text)).toEqual(['동창회'])
  })

  it('[EXP-7] says in text what it was, and notices stand as lines', async () => {
    const { records, warnings } = readBack(await fileOf({ what: 'room', room, format: 'text' }), 5_000)
    expect(warnings).toEqual([])
    expect(records.map(({ kind, author, text }) => [kind, author, text])).toEqual(
      expect.arrayContaining([
        ['text', '여보', '저녁은?'],
        ['text', '엄마', LONG],
        ['system', null, '여보님이 나갔습니다.'],
        ['photo', '여보', ''],
        ['text', '엄마', '지금 말'],
      ]),
    )
  })

  it('[EXP-10] has folders in the archive of all rooms, unless it is left out', async () => {
    const whole = await fileOf({ what: 'all', formats: ['jsonl'] })
    expect(whole).toContain('동창/대화.jsonl')
    expect(await fileOf({ what: 'all', formats: ['jsonl'], imported: false })).not.toContain('동창')
  })

  it('[EXP-20] is nothing that happened here', () => {
    broughtIn(mum.messenger, [said('2030-01-01T09:00', '여보', '나중에')], { target: { to: 'room', room } })
    const steps = expectOk(mum.messenger.exports.digest({ since: 0 }))
    let step = steps.next()
    while (step.done !== true) step = steps.next()
    expect(step.value.rooms.map(({ messages, waitingOf }) => [messages, waitingOf])).toEqual([[1, 0]])
  })
})

function viewsOf(id: RoomId, range: RoomRange = {}): readonly MessageView[] {
  return [...expectOk(mum.messenger.exports.room(id, range)).pages()].flat().filter(({ system }) => system === undefined)
}

async function fileOf(what: Parameters<ReturnType<typeof createExportsDesk>['begin']>[0]): Promise<string> {
  const desk = createExportsDesk({ messenger: mum.messenger, now: () => village.clock.now(), pause: () => Promise.resolve() })
  const { id } = expectOk(await desk.begin(what))
  const pieces: Buffer[] = []
  for (let isOver = false; !isOver;) {
    const chunk = expectOk(await desk.take(id))
    pieces.push(Buffer.from(chunk.bytes, 'base64'))
    isOver = chunk.isOver
  }
  return Buffer.concat(pieces).toString('utf8')
}
