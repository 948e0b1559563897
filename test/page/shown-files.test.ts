/** Files of messages as the page tells of them: how far they are, who has them, what is heard next, where a place leads. */
import { describe, expect, it } from 'vitest'
import { shownFileWords, translator } from '../../shared/i18n/index.ts'
import { parseId } from '../../shared/ids/index.ts'
import type { FileArrival, FileHolder, MessageView } from '../../shared/messenger/index.ts'
import { shownArrival } from '../../src-renderer/app/arrivals/shown-arrival.ts'
import { filesOf, keyOfFile } from '../../src-renderer/app/attachments/attached.ts'
import { holderNames, sentenceOf } from '../../src-renderer/app/arrivals/holder-name.ts'
import { MAPS, mapAddress } from '../../src-renderer/app/attachments/maps.ts'
import { nextVoice } from '../../src-renderer/app/attachments/next-voice.ts'
import { ME, message, messageId, MUM, ROOM } from './messages.ts'

const say = translator(shownFileWords, 'ko')
const teller = { me: ME, say, explain: (code: string) => `왜: ${code}` }

function valid<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('not valid')
  return value
}

const FILE = valid(parseId('file', 'ab'.repeat(32)))

function device(number: number, account: FileHolder['account'], name: string, connected = true): FileHolder {
  return { device: valid(parseId('device', number.toString(16).padStart(64, '0'))), account, name, connected }
}

function told(parts: Partial<FileArrival>): FileArrival {
  return {
    ...{
      file: FILE,
      message: valid(parseId('message', messageId(1))),
      index: 0,
      room: ROOM,
      name: '떡.pdf',
      state: 'idle',
      bytes: 0,
      size: 100,
    },
    ...{ bytesPerSecond: 0, leftMs: undefined, from: [], code: undefined },
    ...parts,
  }
}

function voice(number: number, parts: Partial<MessageView> = {}, heard = false): MessageView {
  const attachment = { file: FILE, sort: 'voice', name: '음성.webm', type: 'audio/webm', size: 9, heard, couldRun: false } as const
  return message(number, { kind: 'media', text: '', attachments: [attachment], ...parts })
}

describe('how far a file has come', () => {
  it.each<[Partial<FileArrival> | undefined, object]>([
    [undefined, { kind: 'unknown' }],
    [{ state: 'idle' }, { kind: 'waiting' }],
    [
      { state: 'idle', bytes: 40 },
      { kind: 'paused', bytes: 40 },
    ],
    [{ state: 'queued' }, { kind: 'queued' }],
    [
      { state: 'paused', bytes: 40 },
      { kind: 'paused', bytes: 40 },
    ],
    [{ state: 'nobody' }, { kind: 'nobody', bytes: 0 }],
    [{ state: 'here', bytes: 100 }, { kind: 'here' }],
    [
      { state: 'failed', bytes: 4, code: 'DISK_FULL' },
      { kind: 'failed', bytes: 4, reason: '왜: DISK_FULL' },
    ],
  ])('is shown as it is told: %o', (parts, shown) => {
    expect(shownArrival(parts && told(parts), teller)).toEqual(shown)
  })

  it('names devices by the people they belong to, each once, and never by an id', () => {
    const from = [device(1, MUM, '엄마'), device(2, MUM, '엄마'), device(3, ME, '나'), device(4, undefined, '3f2a…')]
    const shown = shownArrival(told({ state: 'running', bytes: 7, bytesPerSecond: 3, leftMs: 31, from }), teller)
    expect(shown).toEqual({
      ...{ kind: 'receiving', bytes: 7, bytesPerSecond: 3, leftMs: 31 },
      from: ['엄마 컴퓨터', '내 다른 컴퓨터', '다른 컴퓨터'],
    })
  })
})

describe('who has a file', () => {
  it('is said by what it means when this computer is turned off', () => {
    const whole = { here: 100, size: 100 }
    const names = holderNames([device(1, MUM, '엄마'), device(2, undefined, 'x')], ME, say)
    expect(sentenceOf(whole, names, say)).toBe('엄마 컴퓨터, 다른 컴퓨터에도 있어서, 이 컴퓨터를 꺼도 남아 있어요.')
    expect(sentenceOf(whole, [], say)).toMatch(/이 컴퓨터에만 있어요.*아무도 받을 수 없어요/)
    expect(sentenceOf({ here: 40, size: 100 }, names.slice(0, 1), say)).toBe('엄마 컴퓨터에 있어요.')
    expect(sentenceOf({ here: 40, size: 100 }, [], say)).toBe('다 가지고 있는 곳을 아직 몰라요.')
    expect(sentenceOf(whole, ['가', '나', '다'], say)).toContain('가 외 2대에도')
  })
})

describe('the voice that is heard next', () => {
  const first = voice(1)
  const isHeard = ({ view }: { readonly view: { readonly heard?: boolean } }) => view.heard === true
  const next = (messages: readonly MessageView[]) => {
    const [after] = filesOf(first)
    const found = nextVoice(messages, valid(after), ME, isHeard)
    return found && keyOfFile(found)
  }

  it('is the next one of somebody else that was not heard, whatever lies between', () => {
    const own = { account: ME, name: '나' }
    const rest = [message(2), voice(3, { author: own }), voice(4, {}, true), voice(5, { deleted: true }), voice(6)]
    expect(next([voice(0), first, ...rest])).toBe(`${messageId(6)}/0`)
  })

  it('is none where all were heard, and none that stands before', () => {
    expect(next([voice(0), first, voice(4, {}, true)])).toBeUndefined()
    expect(next([first])).toBeUndefined()
  })
})

describe('a place', () => {
  it.each(MAPS)('opens in %s at its spot, and its name adds nothing to the address', (map) => {
    const address = new URL(mapAddress(map, { latitude: 37.566535, longitude: -126.977969, name: '시청/../x,1?a=b#c' }))
    expect(address.protocol).toBe('https:')
    expect(decodeURIComponent(address.href)).toContain('37.566535')
    expect(decodeURIComponent(address.href)).toContain('-126.977969')
    expect(address.searchParams.has('a')).toBe(false)
    expect(address.pathname).not.toContain('..,')
    expect(address.pathname.split('/').length).toBeLessThanOrEqual(5)
  })
})
