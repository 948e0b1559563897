/** As much as is kept of what was brought in, and no more. */
import { beforeEach, describe, expect, it } from 'vitest'
import { NO_CONTACT } from '../../../shared/importers/index.ts'
import { ARCHIVE, BOOK } from '../../../shared/limits.ts'
import { ofContact } from '../../../shared/messenger/address-book/entry-record.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { SEOUL } from '../../harness/imported.ts'
import { Village, type Villager } from '../../harness/village.ts'

let mum: Villager

beforeEach(() => {
  mum = new Village().person('엄마')
})

describe('of one profile there are', () => {
  it('[ARC-1] so many archives', () => {
    const batch = expectOk(mum.messenger.imports.begin(['all.json']))
    const made = (at: number) => batch.chat({ ...SEOUL, target: { to: 'new', title: `방 ${at}` } }, '')
    for (let at = 0; at < ARCHIVE.ARCHIVES; at++) expectOk(made(at))
    expect(made(ARCHIVE.ARCHIVES)).toEqual({ ok: false, code: 'TOO_MANY' })
    expectOk(made(0))
    expect(ARCHIVE.CHATS).toBe(ARCHIVE.ARCHIVES)
    batch.abandon()
    expect(mum.messenger.imports.archives()).toEqual([])
  })

  it('[BOOK-1] so many entries; guesses are bounded however many namesakes there are', () => {
    const batch = expectOk(mum.messenger.imports.begin(['all.vcf']))
    for (let at = 0; at < BOOK.ENTRIES; at++)
      expect(batch.contact({ ...NO_CONTACT, displayName: '김철수', e164: [`+8210${at}`] }, 'vcard')).toBe(true)
    expect(batch.contact({ ...NO_CONTACT, displayName: '한 사람 더' }, 'vcard')).toBe(false)
    expect(expectOk(batch.done()).people).toBe(BOOK.ENTRIES)
    expect(mum.messenger.addressBook.add({ name: '더' })).toEqual({ ok: false, code: 'TOO_MANY' })
    expect(mum.messenger.addressBook.guesses().length).toBe(BOOK.GUESSES)
  })

  it('[BOOK-5] so many invitations of one', () => {
    const { entry } = expectOk(mum.messenger.addressBook.add({ name: '할머니' }))
    for (let at = 0; at <= BOOK.INVITATIONS; at++) expectOk(mum.messenger.addressBook.invite([entry], 'link', 'ko'))
    expect(mum.messenger.addressBook.entries()[0]?.invited.length).toBe(BOOK.INVITATIONS)
  })

  it('[BOOK-1] unknown properties whole, or not', () => {
    const half = 'X'.repeat(BOOK.UNKNOWN_BYTES / 2)
    const kept = (...unknown: readonly string[]) => ofContact({ ...NO_CONTACT, unknown }, 'vcard').unknown.length
    expect([kept(half, half), kept(half, half, 'X:1'), kept(`${half}${half}X`)]).toEqual([2, 2, 0])
  })
})
