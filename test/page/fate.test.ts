/** Every row of the table "where a message is" (ui.md §8) that a device can know of, in both languages. */
import { describe, expect, it } from 'vitest'
import { timelineWords, translator } from '../../shared/i18n/index.ts'
import type { MessageView } from '../../shared/messenger/index.ts'
import { fateOf, listed } from '../../src-renderer/app/timeline/fate.ts'
import { account, own } from './messages.ts'

const ko = translator(timelineWords, 'ko')
const en = translator(timelineWords, 'en')
const mum = { account: account(2), name: '엄마' }
const dad = { account: account(3), name: '아빠' }
const minjun = { account: account(4), name: '민준' }
const [mumEn, dadEn] = [
  { ...mum, name: 'Mum' },
  { ...dad, name: 'Dad' },
]

const text = (message: MessageView, options: { peer?: string; isNewest?: boolean; say?: typeof ko } = {}) =>
  fateOf({ message, peer: options.peer, isNewest: options.isNewest ?? true }, options.say ?? ko)?.text

describe('where an own message is', () => {
  it('is only here while nobody holds it', () => {
    expect(text(own(1, { of: 4 }))).toBe('이 컴퓨터에만 있어요')
    expect(text(own(1, { of: 4 }), { say: en })).toBe('Only on this computer')
  })

  it('names the one who holds it and who is waited for, with the particle that fits', () => {
    expect(text(own(1, { state: 'held', holders: 1, delivered: 1, of: 2, at: [mum], waitingFor: [dad] }))).toBe(
      '엄마 컴퓨터에 있어요 · 아빠를 기다리는 중',
    )
    expect(text(own(1, { state: 'held', holders: 1, delivered: 1, of: 2, at: [dad], waitingFor: [minjun] }))).toBe(
      '아빠 컴퓨터에 있어요 · 민준을 기다리는 중',
    )
    expect(text(own(1, { state: 'held', holders: 1, delivered: 1, of: 2, at: [mumEn], waitingFor: [dadEn] }), { say: en })).toBe(
      'On Mum’s computer · waiting for Dad',
    )
  })

  it('[BNDL-9] says that it was put on USB until somebody has it, and still whom it waits for', () => {
    const carried = own(1, { state: 'queued', of: 1, waitingFor: [dad], bundled: 5 })
    expect(text(carried)).toBe('USB에 담았어요 · 아빠를 기다리는 중')
    expect(text(own(1, { state: 'queued', of: 1, waitingFor: [dadEn], bundled: 5 }), { say: en })).toBe('Put on USB · waiting for Dad')
    const some = own(1, { state: 'delivered', holders: 1, delivered: 1, of: 2, at: [mum], waitingFor: [dad], bundled: 5 })
    expect(text(some)).toBe('엄마 컴퓨터에 있어요 · 아빠를 기다리는 중')
  })

  it('counts the computers that hold it', () => {
    const held = own(1, { state: 'held', holders: 3, delivered: 2, of: 4, at: [mum], waitingFor: [dad, minjun] })
    expect(text(held)).toBe('엄마 컴퓨터 외 2대에 있어요 · 아빠, 민준을 기다리는 중')
    const heldEn = own(1, { state: 'held', holders: 3, delivered: 2, of: 3, at: [mumEn], waitingFor: [dadEn] })
    expect(text(heldEn, { say: en })).toBe('On Mum’s computer and 2 more · waiting for Dad')
  })

  it('says when only another own computer holds it', () => {
    expect(text(own(1, { state: 'held', holders: 1, of: 1, waitingFor: [dad] }))).toBe('내 다른 컴퓨터에 있어요 · 아빠를 기다리는 중')
    expect(text(own(1, { state: 'held', holders: 1, of: 0 }))).toBe('내 다른 컴퓨터에 있어요')
  })

  it('says who received it, and all', () => {
    expect(text(own(1, { state: 'delivered', holders: 1, delivered: 1, of: 1, at: [dad] }), { peer: '아빠' })).toBe('아빠가 받았어요')
    expect(text(own(1, { state: 'delivered', holders: 1, delivered: 1, of: 1, at: [minjun] }))).toBe('민준이 받았어요')
    expect(text(own(1, { state: 'delivered', holders: 4, delivered: 4, of: 4, at: [mum] }))).toBe('모두 받았어요')
    expect(text(own(1, { state: 'delivered', holders: 1, delivered: 1, of: 1, at: [dadEn] }), { say: en })).toBe('Dad has it')
    expect(text(own(1, { state: 'delivered', holders: 4, delivered: 4, of: 4 }), { say: en })).toBe('Everyone has it')
  })

  it('says who read it: the one, some, all', () => {
    expect(text(own(1, { state: 'read', holders: 1, delivered: 1, read: 1, of: 1 }))).toBe('읽음')
    expect(text(own(1, { state: 'delivered', holders: 5, delivered: 5, read: 3, of: 5 }))).toBe('5명 중 3명 읽음')
    expect(text(own(1, { state: 'read', holders: 5, delivered: 5, read: 5, of: 5 }))).toBe('모두 읽음')
    expect(text(own(1, { state: 'delivered', holders: 5, delivered: 5, read: 3, of: 5 }), { say: en })).toBe('Read by 3 of 5')
    expect(text(own(1, { state: 'read', holders: 5, delivered: 5, read: 5, of: 5 }), { say: en })).toBe('Read by all')
  })

  it('says who read it beside who is still waited for', () => {
    const partly = own(1, { state: 'held', holders: 3, delivered: 3, read: 2, of: 4, at: [mum], waitingFor: [dad] })
    expect(text(partly)).toBe('4명 중 2명 읽음 · 아빠를 기다리는 중')
  })

  it('is silent under an older message that everybody has, and under what others wrote', () => {
    const done = own(1, { state: 'delivered', holders: 2, delivered: 2, of: 2 })
    expect(text(done, { isNewest: false })).toBeUndefined()
    expect(text({ ...done, delivery: { state: 'received' } })).toBeUndefined()
    expect(text(own(1, { state: 'held', holders: 1, delivered: 1, of: 2, waitingFor: [dad] }), { isNewest: false })).toContain(
      '기다리는 중',
    )
  })

  it('says of an edit who still sees the old words', () => {
    const delivered = { state: 'delivered', holders: 1, delivered: 1, of: 1, at: [dad] } as const
    const change = { kind: 'edited', state: 'queued', holders: 0, delivered: 0, of: 1 } as const
    expect(text(own(1, delivered, { change }), { peer: '아빠', isNewest: false })).toBe('고쳤어요. 아빠는 다시 이어지면 고친 글을 봐요.')
    expect(text(own(1, delivered, { change }), { peer: 'Dad', say: en })).toBe('Edited. Dad sees it when you connect again.')
    const group = own(1, { state: 'delivered', holders: 4, delivered: 4, of: 4 }, { change: { ...change, delivered: 1, of: 4 } })
    expect(text(group)).toBe('고쳤어요. 3명은 다시 이어지면 고친 글을 봐요.')
    expect(text(own(1, delivered, { change: { ...change, state: 'delivered', delivered: 1 } }))).toBe('아빠가 받았어요')
  })

  it('does not speak of an edit to those who never had the message', () => {
    const change = { kind: 'edited', state: 'queued', holders: 0, delivered: 0, of: 1 } as const
    expect(text(own(1, { of: 1, waitingFor: [dad] }, { change }))).toBe('이 컴퓨터에만 있어요')
  })

  it('says of a deletion who still has the words', () => {
    const change = { kind: 'deleted', state: 'held', holders: 1, delivered: 1, of: 3 } as const
    const gone = own(1, { state: 'delivered', holders: 3, delivered: 3, of: 3 }, { deleted: true, text: undefined, change })
    expect(text(gone, { isNewest: false })).toBe('지웠어요. 2명에게서는 다시 이어지면 지워요.')
    expect(text({ ...gone, change: { ...change, delivered: 3 } })).toBeUndefined()
  })
})

describe('a list of names', () => {
  it('names up to three, and of more the first two', () => {
    expect(listed(['엄마', '할머니'], 2, ko)).toBe('엄마, 할머니')
    expect(listed(['엄마', '할머니', '민준'], 3, ko)).toBe('엄마, 할머니, 민준')
    expect(listed(['엄마', '할머니', '민준'], 5, ko)).toBe('엄마, 할머니 외 3명')
    expect(listed(['Mum', 'Gran', 'Minjun'], 5, en)).toBe('Mum, Gran and 3 more')
  })
})
