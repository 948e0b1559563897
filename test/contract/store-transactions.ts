import { expect, test } from 'vitest'
import type { Store } from '../../shared/store/index.ts'
import { aBlock, aMessage, account, anAmendment, blockId, device, epoch, messageId } from './store-rows.ts'

const one = Uint8Array.of(1)
const two = Uint8Array.of(2)

export function transactionCases(store: () => Store): void {
  test('[STORE-1] returns what the work returns, and keeps what it wrote', () => {
    expect(store().transaction(() => (store().values.put('a', 'k', one), 7))).toBe(7)
    expect(store().transaction(() => 8, 'relaxed')).toBe(8)
    expect(store().values.get('a', 'k')).toEqual(one)
  })

  test('[STORE-1] undoes every kind of write when the work throws', () => {
    const { values, blocks, messages } = store()
    values.put('a', 'kept', one)
    blocks.put(aBlock({ n: 1, state: 'locked' }))
    messages.put(aMessage({ n: 1, text: '배급 시간' }))
    messages.putAmendment(anAmendment())
    const attempt = () =>
      store().transaction(() => {
        values.put('a', 'kept', two)
        values.delete('a', 'kept')
        values.put('a', 'new', two)
        blocks.put(aBlock({ n: 2, device: device(9), epoch: epoch(9) }))
        blocks.setState(1, blockId(1), 'accepted')
        blocks.setChecked(1, blockId(1))
        blocks.removeRoom(1)
        messages.insert([aMessage({ n: 2, account: account(9), text: '사랑방' })])
        messages.put(aMessage({ n: 1, t: 5, text: '다른 말' }))
        messages.segmentKey(1, account(9), epoch(9), 3)
        messages.clear(1)
        throw new Error('no')
      })
    expect(attempt).toThrow('no')
    expect(values.list('a')).toEqual([['kept', one]])
    expect(blocks.at(1, device(1), 1, 1)).toEqual([aBlock({ n: 1, state: 'locked' })])
    expect(blocks.byId(1, blockId(2))).toBeUndefined()
    expect(messages.page(1, 10)).toEqual([aMessage({ n: 1, text: '배급 시간' })])
    expect(messages.search('배급', 10)).toHaveLength(1)
    expect(messages.search('사랑방', 10)).toEqual([])
    expect(messages.search('다른', 10)).toEqual([])
    expect(messages.amendments(1, messageId(1))).toEqual([anAmendment()])
    // The same ids again: numbers given inside the lost transaction must not be remembered.
    blocks.put(aBlock({ n: 2, device: device(9), epoch: epoch(9) }))
    expect(blocks.at(1, device(9), 1, 2)).toEqual([aBlock({ n: 2, device: device(9), epoch: epoch(9) })])
  })

  test('[STORE-1] nested calls join the outer one', () => {
    const outer = () =>
      store().transaction(() => {
        store().transaction(() => store().values.put('a', 'inner', one), 'relaxed')
        expect(store().values.get('a', 'inner')).toEqual(one)
        throw new Error('outer')
      })
    expect(outer).toThrow('outer')
    expect(store().values.get('a', 'inner')).toBeUndefined()
  })

  test('[STORE-1] a nested failure undoes the whole, even when it is swallowed', () => {
    const outer = () =>
      store().transaction(() => {
        store().values.put('a', 'before', one)
        const inner = () =>
          store().transaction(() => {
            throw new Error('inner')
          })
        expect(inner).toThrow('inner')
        return 'done'
      })
    expect(outer).toThrow('inner')
    expect(store().values.get('a', 'before')).toBeUndefined()
    store().values.put('a', 'after', two)
    expect(store().transaction(() => store().values.get('a', 'after'))).toEqual(two)
  })

  test('[STORE-2] a durable call inside a relaxed one, and relaxed ones after each other', () => {
    store().transaction(() => store().transaction(() => store().values.put('a', 'k', one), 'durable'), 'relaxed')
    store().transaction(() => store().values.put('a', 'l', one), 'relaxed')
    store().transaction(() => store().values.put('a', 'm', one))
    expect(store().values.list('a')).toHaveLength(3)
  })

  test('[DEL-3] purging keeps what is there', () => {
    store().values.put('a', 'k', one)
    store().purgeErased()
    expect(store().values.get('a', 'k')).toEqual(one)
    expect(() => store().transaction(() => store().purgeErased())).toThrow(RangeError)
  })

  test('a closed store says so, and closing twice is fine', () => {
    store().close()
    store().close()
    const closed = expect.objectContaining({ code: 'STORE_CLOSED' })
    expect(() => store().values.get('a', 'k')).toThrow(closed)
    expect(() => store().values.put('a', 'k', one)).toThrow(closed)
    expect(() => store().transaction(() => 1)).toThrow(closed)
    expect(() => store().messages.page(1, 1)).toThrow(closed)
    expect(() => store().blocks.put(aBlock())).toThrow(closed)
    expect(() => store().purgeErased()).toThrow(closed)
  })
}
