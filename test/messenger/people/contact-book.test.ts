import { describe, expect, it } from 'vitest'
import { EMPTY_CARD, type Card } from '../../../shared/identity/index.ts'
import { type AccountId, type DeviceId, idFromBytes } from '../../../shared/ids/index.ts'
import { ContactBook } from '../../../shared/messenger/people/contact-book.ts'
import { blank } from '../../../shared/messenger/people/circle.ts'
import { Village } from '../../harness/village.ts'

const NOW = 1_700_000_000_000
const account = (number: number): AccountId => idFromBytes('account', new Uint8Array(32).fill(number))

describe('whose a device is', () => {
  /** Two people’s real cards, and a book of one’s own to keep them in. */
  async function aBook() {
    const village = new Village()
    const [mum, dad] = [village.person('엄마'), village.person('아빠')]
    await village.pair(mum, dad)
    const cardOf = (who: typeof mum): Card => who.messenger.people.identity().card
    const deviceOf = (who: typeof mum): DeviceId => who.messenger.me().device
    const store = village.person('가게').store
    const keep = (work: () => void): void => store.transaction(work, 'durable')
    return { book: new ContactBook(store), keep, store, his: { card: cardOf(dad), device: deviceOf(dad) }, hers: { device: deviceOf(mum) } }
  }

  it('follows every change of the book', async () => {
    const { book, keep, his, hers } = await aBook()
    expect(book.ownerOf(his.device)).toBeUndefined()
    keep(() => book.put(account(1), blank(NOW)))
    expect(book.ownerOf(his.device)).toBeUndefined()
    keep(() => void book.update(account(1), { card: his.card }))
    expect(book.ownerOf(his.device)).toBe(account(1))
    expect(book.ownerOf(hers.device)).toBeUndefined()
    keep(() => book.delete(account(1)))
    expect(book.ownerOf(his.device)).toBeUndefined()
  })

  it('is said by who was here first, whatever a later card claims', async () => {
    const { book, keep, his } = await aBook()
    keep(() => book.put(account(1), { ...blank(NOW), card: his.card }))
    keep(() => book.put(account(2), { ...blank(NOW), card: his.card }))
    expect(book.ownerOf(his.device)).toBe(account(1))
    keep(() => book.put(account(1), { ...blank(NOW), card: EMPTY_CARD }))
    expect(book.ownerOf(his.device)).toBe(account(2))
  })

  it('is what is on disk again after a commit that failed', async () => {
    const { book, store, his } = await aBook()
    expect(() =>
      store.transaction(() => {
        book.put(account(1), { ...blank(NOW), card: his.card })
        expect(book.ownerOf(his.device)).toBe(account(1))
        throw new Error('disk')
      }, 'durable'),
    ).toThrow('disk')
    book.reload()
    expect(book.ownerOf(his.device)).toBeUndefined()
  })
})
