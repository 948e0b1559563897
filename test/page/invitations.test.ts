/** Inviting many, as far as no engine is needed: whom, with which words, and the table for mail merge. */
import { describe, expect, it } from 'vitest'
import { invitationSentence } from '../../shared/messenger/address-book/invitation-words.ts'
import { BOOK } from '../../shared/limits.ts'
import type { BookEntry } from '../../shared/messenger/index.ts'
import { parseId } from '../../shared/ids/index.ts'
import { outside, standingOf } from '../../src-renderer/app/address-book/outside.ts'
import { labelsOf, valuesOf, valuesTrouble } from '../../src-renderer/app/address-book/typed-values.ts'
import { invitationCsv } from '../../src-renderer/app/invitations/invitation-csv.ts'
import {
  hasLinkPlace,
  letterOf,
  placesIn,
  reminderOf,
  reminderTemplate,
  usualTemplate,
} from '../../src-renderer/app/invitations/letters.ts'
import { filtered, invitable, runs, toggled, withAll } from '../../src-renderer/app/invitations/selection.ts'
import { bookEntry } from './book-entry.ts'

const ACCOUNT = parseId('account', 'a'.repeat(64))
const DAY_MS = 86_400_000

function anEntry(name: string, more: Partial<BookEntry> = {}): BookEntry {
  return bookEntry(Buffer.from(name).toString('hex').padEnd(32, '0').slice(0, 32), name, more)
}
const invitedAt = (at: number): BookEntry['invited'][number] => ({
  at,
  expires: at + 7 * DAY_MS,
  how: 'link',
  link: 'abcd',
  reminded: undefined,
})

describe('whom', () => {
  const mum = anEntry('엄마', { phones: [{ value: '010-1234-5678' }], batch: 3 })
  const dad = anEntry('아빠', { invited: [invitedAt(0)] })
  const here = anEntry('할머니', { account: ACCOUNT })

  it('those who are here are not in the list, and are not invited even when chosen before they came', () => {
    expect(outside([mum, dad, here])).toEqual([mum, dad])
    expect(invitable([mum, dad, here], new Set([here.entry, dad.entry]))).toEqual([dad.entry])
  })

  it.each([
    ['all', [mum, dad]],
    ['phone', [mum]],
    ['uninvited', [mum]],
    ['import', [mum]],
  ] as const)('the filter %s', (filter, left) => {
    expect(filtered([mum, dad], filter, 3)).toEqual(left)
  })

  it('choosing all keeps who was chosen under another filter; a second press takes one out', () => {
    const both = withAll(new Set([dad.entry]), [mum])
    expect([...both]).toEqual([dad.entry, mum.entry])
    expect([...toggled(both, dad.entry)]).toEqual([mum.entry])
  })

  it('goes out in as many calls as BOOK.INVITED_AT_ONCE asks for, nobody twice', () => {
    const many = Array.from({ length: BOOK.INVITED_AT_ONCE * 2 + 1 }, (_, at) => String(at))
    expect(runs(many).map(({ length }) => length)).toEqual([BOOK.INVITED_AT_ONCE, BOOK.INVITED_AT_ONCE, 1])
    expect(runs(many).flat()).toEqual(many)
    expect(runs(many.slice(0, BOOK.INVITED_AT_ONCE)).length).toBe(1)
    expect(runs([])).toEqual([])
  })

  it('says how far it has come', () => {
    expect(standingOf(mum, 5)).toEqual({ is: 'uninvited' })
    expect(standingOf(dad, 5)).toEqual({ is: 'invited', at: 0 })
    expect(standingOf(dad, 7 * DAY_MS)).toEqual({ is: 'over', at: 7 * DAY_MS })
    expect(standingOf({ ...dad, account: ACCOUNT, joined: 9 }, 10)).toEqual({ is: 'joined', at: 9 })
    expect(standingOf(here, 10)).toEqual({ is: 'here' })
  })
})

describe('the sentence', () => {
  const letter = { name: '박서연', me: '김지우', link: 'sarangbang://add#x' }

  it.each(['ko', 'en'] as const)('as it is in %s, it is the one of the engine', (language) => {
    for (const name of ['박서연', '']) {
      expect(letterOf(usualTemplate(language), { ...letter, name })).toBe(invitationSentence(language, name, letter.me, letter.link))
    }
  })

  it('fills places of both languages, as often as they stand there, and leaves other braces', () => {
    expect(letterOf('{이름}! {name}, {나} {me} {링크} {모름} {', letter)).toBe('박서연! 박서연, 김지우 김지우 sarangbang://add#x {모름} {')
  })

  it('a name that looks like a place stays a name', () => {
    expect(letterOf('{이름}: {링크}', { ...letter, name: '{링크}' })).toBe('{링크}: sarangbang://add#x')
  })

  it('never goes without the link', () => {
    expect(hasLinkPlace('{이름}, 들어와요')).toBe(false)
    expect(letterOf('{이름}, 들어와요\n', letter)).toBe('박서연, 들어와요\nsarangbang://add#x')
    expect(letterOf('', letter)).toBe('\nsarangbang://add#x')
  })

  it('turns nothing of a hostile name round or on to a second line', () => {
    expect(letterOf('{이름}: {링크}', { ...letter, name: '\u202e박\n서연' })).not.toMatch(/[\u202a-\u202e]|박\n/u)
  })

  it('reminds with the link where it is known, and without it else', () => {
    expect(reminderOf(reminderTemplate('ko', false), letter)).not.toContain('{')
    expect(reminderOf(reminderTemplate('ko', false), letter)).not.toContain(letter.link)
    expect(reminderOf(reminderTemplate('en', true), letter)).toMatch(/\nsarangbang:\/\/add#x$/)
  })

  it('a hostile sentence of a megabyte costs nothing to speak of', () => {
    for (const piece of ['{', '{이름', '{}', '{ }']) expect(letterOf(piece.repeat(1024 * 256), letter).length).toBeGreaterThan(1024 * 256)
  })

  it('names its places as they are written', () => {
    expect(placesIn('ko')).toEqual({ name: '{이름}', me: '{나}', link: '{링크}' })
    expect(placesIn('en')).toEqual({ name: '{name}', me: '{me}', link: '{link}' })
  })
})

describe('the table', () => {
  const heads = ['이름', '전화번호', '이메일', '문장', '링크', '쓸 수 있는 날'] as const
  const row = {
    name: '박서연',
    phone: '+82 10-1234-5678',
    email: 'a@b.kr',
    sentence: '안녕, "서연"\n링크',
    link: 'sarangbang://add#x',
    until: '2022-10-22',
  }

  it('begins with the mark of UTF-8, quotes everything and keeps line breaks in their cell', () => {
    expect(invitationCsv([...heads], [row])).toBe(
      '\uFEFF"이름","전화번호","이메일","문장","링크","쓸 수 있는 날"\r\n' +
        '"박서연","+82 10-1234-5678","a@b.kr","안녕, ""서연""\n링크","sarangbang://add#x","2022-10-22"\r\n',
    )
  })

  it.each(['=HYPERLINK("x")', '+cmd|calc', '-2+3', '@SUM(A1)', '\t=1', "'=1", '＝1'])(
    'a name such as %j is shown and never run',
    (name) => {
      expect(invitationCsv([...heads], [{ ...row, name, email: name, sentence: name }])).toContain(
        `"'${name.replaceAll('"', '""')}","+82 10-1234-5678","'`,
      )
    },
  )
})

describe('what is typed about somebody', () => {
  it('numbers one a line, each once, with what they were called', () => {
    const before = [{ value: '010-1', label: 'mobile' }]
    expect(valuesOf(' 010-1 \n\n02-2\n010-1', before)).toEqual([{ value: '010-1', label: 'mobile' }, { value: '02-2' }])
    expect(labelsOf('단골, 모임 ,,단골')).toEqual(['단골', '모임'])
  })

  it('says what would be refused, at BOOK.VALUES and BOOK.VALUE_CHARACTERS', () => {
    const values = Array.from({ length: BOOK.VALUES }, () => 'x'.repeat(BOOK.VALUE_CHARACTERS))
    expect(valuesTrouble(values)).toBeUndefined()
    expect(valuesTrouble([...values, 'x'])).toBe('tooMany')
    expect(valuesTrouble(['x'.repeat(BOOK.VALUE_CHARACTERS + 1)])).toBe('tooLong')
  })
})
