/** People who may not be here yet: kept, matched, merged and taken apart, invited, and known again when they come. */
import { beforeEach, describe, expect, it } from 'vitest'
import { NO_CONTACT, type ImportedContact } from '../../../shared/importers/index.ts'
import { BOOK, RESOURCE } from '../../../shared/limits.ts'
import { type EntryId, invitedOf } from '../../../shared/messenger/index.ts'
import { bareName } from '../../../shared/messenger/address-book/matching.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { broughtIn, said } from '../../harness/imported.ts'
import { Village, type Villager, seenBy } from '../../harness/village.ts'

let village: Village
let mum: Villager

beforeEach(() => {
  village = new Village()
  mum = village.person('엄마')
})

function fromFile(...contacts: readonly Partial<ImportedContact>[]): readonly EntryId[] {
  const batch = expectOk(mum.messenger.imports.begin(['people.vcf']))
  for (const contact of contacts) batch.contact({ ...NO_CONTACT, ...contact }, 'vcard')
  expectOk(batch.done())
  return mum.messenger.addressBook.entries().map(({ entry }) => entry)
}
function entryNamed(name: string): EntryId {
  const found = mum.messenger.addressBook.entries().find((each) => each.name === name)
  if (found === undefined) throw new Error(name)
  return found.entry
}

describe('entries', () => {
  it('[BOOK-1] keep what a file had, once, and go with their batch unless somebody touched them', () => {
    const kim = {
      displayName: '김철수',
      phones: [{ value: '010-1234-5678', label: '휴대전화' }],
      e164: ['+821012345678'],
      unknown: ['X-A:1'],
    }
    fromFile(kim, { displayName: '이영희', emails: [{ value: 'Y@x.kr' }] })
    fromFile(kim, { displayName: '박하나' })
    const book = mum.messenger.addressBook
    expect(book.entries().map(({ name }) => name)).toEqual(['김철수', '박하나', '이영희'])
    expect(book.entries()[0]).toMatchObject({ sources: ['vcard'], e164: ['+821012345678'], account: undefined, merged: 0, hasPhoto: false })
    expectOk(book.change(entryNamed('이영희'), { note: '둘째 딸' }))
    expectOk(mum.messenger.imports.undo(1))
    expect(book.entries().map(({ name }) => name)).toEqual(['박하나', '이영희'])
  })

  it('[BOOK-1] are cut to what is kept, whatever a file has', () => {
    const long = 'x'.repeat(1_000_000)
    const many = Array.from({ length: 1_000 }, () => ({ value: long, label: long }))
    fromFile({
      displayName: `\u202e${long}\ud800`,
      phones: many,
      emails: many,
      note: long,
      labels: many.map(({ value }) => value),
      unknown: [long, 'X:1'],
    })
    const [entry] = mum.messenger.addressBook.entries()
    expect(entry?.name.length).toBe(BOOK.VALUE_CHARACTERS)
    expect(entry?.phones.length).toBe(BOOK.VALUES)
    expect(entry?.note.length).toBe(BOOK.NOTE_CHARACTERS)
  })

  it('[BOOK-2] may be typed, changed and removed', () => {
    const book = mum.messenger.addressBook
    expect(book.add({ name: ' ' })).toEqual({ ok: false, code: 'EMPTY' })
    const { entry } = expectOk(book.add({ name: '통장님', phones: [{ value: '02-1' }] }))
    expect(expectOk(book.change(entry, { org: '3통' }))).toMatchObject({ name: '통장님', org: '3통', sources: ['hand'] })
    expectOk(book.remove(entry))
    expect(book.change(entry, {})).toEqual({ ok: false, code: 'NO_ENTRY' })
    expect(book.photo(entry)).toEqual({ ok: false, code: 'NO_ENTRY' })
  })
})

describe('guesses', () => {
  it('[BOOK-3] tell why, the surest first, and nothing follows from them', () => {
    fromFile(
      { displayName: '김철수', e164: ['+821012345678'], phones: [{ value: '1' }] },
      { displayName: '철수 회사', e164: ['+821012345678'], phones: [{ value: '1' }] },
      { displayName: '김 철수 사장님' },
      { displayName: '이영희', emails: [{ value: 'y@x.kr' }] },
      { displayName: 'Y', emails: [{ value: 'Y@X.KR ' }] },
    )
    const found = mum.messenger.addressBook.guesses().map(({ name, otherName, why }) => [why, ...[name, otherName].toSorted()])
    expect(found).toEqual([
      ['same-phone', '김철수', '철수 회사'],
      ['same-email', 'Y', '이영희'],
      ['similar-name', '김 철수 사장님', '김철수'],
    ])
    expect(mum.messenger.addressBook.entries().length).toBe(5)
    expectOk(mum.messenger.addressBook.decline(entryNamed('김철수'), entryNamed('철수 회사')))
    expect(mum.messenger.addressBook.guesses().map(({ why }) => why)).toEqual(['same-email', 'similar-name'])
  })

  it('[BOOK-3] know contacts too', async () => {
    const dad = village.person('아빠')
    await village.pair(mum, dad)
    fromFile({ displayName: '아빠' })
    expect(mum.messenger.addressBook.guesses()).toMatchObject([{ other: { is: 'contact', account: dad.account }, why: 'same-name' }])
    expectOk(mum.messenger.addressBook.link(entryNamed('아빠'), dad.account))
    expect(mum.messenger.addressBook.guesses()).toEqual([])
    expectOk(mum.messenger.addressBook.link(entryNamed('아빠'), null))
    expect(mum.messenger.addressBook.guesses().length).toBe(1)
  })

  it.each([
    ['김철수', '김철수'],
    ['김철수 님', '김철수'],
    ['김철수씨', '김철수'],
    ['김 철수 사장님', '김철수'],
    ['민지 엄마', '민지'],
    ['엄마', '엄마'],
    ['Mr. John Smith', 'johnsmith'],
    ['JOHN  SMITH', 'johnsmith'],
    ['김철수'.normalize('NFD'), '김철수'],
    ['\u202e철수😀', '철수'],
  ])('[BOOK-3] “%s” is %s', (name, bare) => expect(bareName(name)).toBe(bare))
})

describe('merging', () => {
  it('[BOOK-4] joins what each has, and splitting brings all of them back', () => {
    fromFile(
      { displayName: '김철수', e164: ['+821012345678'], phones: [{ value: '010-1234-5678' }] },
      { displayName: '철수', emails: [{ value: 'k@x.kr' }], note: '동창' },
      { displayName: '김 사장', org: '철물점' },
    )
    const book = mum.messenger.addressBook
    const before = book.entries()
    const [kim, chul, boss] = ['김철수', '철수', '김 사장'].map(entryNamed) as [EntryId, EntryId, EntryId]
    expectOk(book.merge([chul, boss]))
    const whole = expectOk(book.merge([kim, chul]))
    expect(whole).toMatchObject({ entry: kim, name: '김철수', org: '철물점', note: '동창', emails: [{ value: 'k@x.kr' }], merged: 2 })
    expect(book.entries().length).toBe(1)
    // What was merged away is not brought in anew.
    fromFile({ displayName: '철수', emails: [{ value: 'k@x.kr' }] })
    expect(book.entries().length).toBe(1)
    expect(expectOk(book.split(kim)).length).toBe(3)
    expect(book.entries()).toEqual(before)
    expect(book.split(kim)).toEqual({ ok: false, code: 'NOT_MERGED' })
  })

  it('[BOOK-4] never makes one of two who are both here', async () => {
    const [dad, shop] = [village.person('아빠'), village.person('치킨집')]
    await village.pair(mum, dad)
    await village.pair(mum, shop)
    fromFile({ displayName: 'a' }, { displayName: 'b' })
    const book = mum.messenger.addressBook
    expectOk(book.link(entryNamed('a'), dad.account))
    expectOk(book.link(entryNamed('b'), shop.account))
    expect(book.merge([entryNamed('a'), entryNamed('b')])).toEqual({ ok: false, code: 'OUT_OF_RANGE' })
    expect(book.link(entryNamed('a'), '0'.repeat(64) as never)).toEqual({ ok: false, code: 'NO_CONTACT' })
  })
})

describe('invitations', () => {
  it('[BOOK-5] are one link for each; who comes by it is that entry, and his history stands in the room with him', async () => {
    fromFile({ displayName: '할머니' }, { displayName: '삼촌' })
    const [granny, uncle] = [entryNamed('할머니'), entryNamed('삼촌')]
    broughtIn(mum.messenger, [said('2024-03-04T14:05', '할머니', '밥은 먹고 다니니')], {
      target: { to: 'entry', entry: granny },
      authors: [{ name: '할머니', who: { is: 'entry', entry: granny } }],
    })
    const book = mum.messenger.addressBook
    const [one, two] = expectOk(book.invite([granny, uncle], 'link', 'ko'))
    expect(one?.link).not.toBe(two?.link)
    expect(one?.sentence).toContain(one?.link)
    expect(one?.sentence.startsWith('할머니, ')).toBe(true)
    expect(expectOk(book.invite([uncle], 'qr', 'en'))[0]?.sentence).toContain('엄마')
    expect(mum.messenger.imports.archives()[0]).toMatchObject({ room: undefined, place: { at: 'entry' } })
    expect(invitedOf(book.entries()).map(({ name }) => name)).toEqual(['삼촌', '할머니'])
    const old = village.person('순이')
    const accepting = old.messenger.accept(one?.link ?? '')
    await village.pass()
    expectOk(await accepting)
    await village.pass()
    const here = book.entries().find(({ entry }) => entry === granny)
    expect(here).toMatchObject({ account: old.account, joined: expect.any(Number) })
    expect(book.entries().find(({ entry }) => entry === uncle)?.account).toBeUndefined()
    expect(invitedOf(book.entries())).toEqual([{ name: '삼촌', since: expect.any(Number), toldAt: expect.any(Number) }])
    const room = expectOk(mum.messenger.directRoom(old.account))
    expect(mum.messenger.imports.archives()[0]).toMatchObject({ room })
    expect(seenBy(mum, room)[0]).toMatchObject({
      text: '밥은 먹고 다니니',
      author: { account: old.account },
      imported: { isUnsigned: true },
    })
    expect(seenBy(old, room)).toEqual([])
    expect(book.invite([granny], 'link', 'ko')).toEqual({ ok: false, code: 'ALREADY_HERE' })
  })

  it('[BOOK-6] stop where no more links may wait, and say which were made', () => {
    fromFile(...Array.from({ length: RESOURCE.CONTACT_LINKS + 5 }, (_, at) => ({ displayName: `손님 ${at}` })))
    const book = mum.messenger.addressBook
    const all = book.entries().map(({ entry }) => entry)
    expect(expectOk(book.invite(all, 'print', 'ko')).length).toBe(RESOURCE.CONTACT_LINKS)
    expect(book.invite(all.slice(0, 1), 'print', 'ko')).toEqual({ ok: false, code: 'TOO_MANY' })
    expect(book.entries().filter(({ invited }) => invited.length === 1).length).toBe(RESOURCE.CONTACT_LINKS)
  })

  it('[BOOK-7] are reminded of after some days, once, unless they have come', async () => {
    fromFile({ displayName: '할머니' })
    const book = mum.messenger.addressBook
    const granny = entryNamed('할머니')
    expect(book.reminders()).toEqual([])
    expectOk(book.invite([granny], 'link', 'ko'))
    await village.pass(BOOK.REMIND_AFTER_MS - 60_000)
    expect(book.reminders()).toEqual([])
    await village.pass(120_000)
    expect(book.reminders().map(({ name }) => name)).toEqual(['할머니'])
    expectOk(book.reminded([granny]))
    expect(book.reminders()).toEqual([])
    await village.pass(BOOK.REMIND_AFTER_MS + 1)
    expect(book.reminders().length).toBe(1)
    expect(book.entries()[0]?.invited[0]?.reminded).toBeDefined()
  })
})
