/** People of the address book as they are listed and chosen, without an engine: thousands of them, walked by keys, found, chosen all at once. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { BookEntry } from '../../shared/messenger/index.ts'
import { fitting } from '../../src-renderer/app/address-book/index.ts'
import { birthdayText } from '../../src-renderer/app/address-book/birthday.ts'
import { kindOf } from '../../src-renderer/app/address-book/value-kinds.ts'
import { lastHow, rememberHow } from '../../src-renderer/app/invitations/how.ts'
import { ChoosePeople } from '../../src-renderer/app/invitations/ChoosePeople.tsx'
import { choose, useInviting } from '../../src-renderer/app/invitations/inviting.ts'
import { EntryRows } from '../../src-renderer/app/people/EntryRows.tsx'
import { chooseLanguageEarly } from '../../src-renderer/app/words/index.ts'
import { bookEntry } from '../page/book-entry.ts'
import { draw } from './draw.tsx'

function anEntry(name: string, at: number, more: Partial<BookEntry> = {}): BookEntry {
  return bookEntry(String(at).padStart(32, '0'), name, more)
}

const MANY = Array.from({ length: 5_000 }, (_, at) =>
  anEntry(`손님 ${at + 1}`, at + 1, at === 4_321 ? { phones: [{ value: '010-1234-5678' }] } : {}),
)

beforeEach(() => chooseLanguageEarly('ko'))

afterEach(() => {
  location.hash = ''
  choose(new Set())
})

describe('who is not here yet', () => {
  it('of 5,000 some are drawn, more when asked for, and each says its place among all', async () => {
    draw(<EntryRows entries={MANY} isFiltered={false} isBookEmpty={false} />)
    await expect.element(page.getByRole('heading', { name: '아직 사랑방에 없는 사람 5,000' })).toBeVisible()
    expect(document.querySelectorAll('[data-person]').length).toBe(50)
    await page.getByRole('button', { name: '50명 더 보기' }).click()
    await expect.poll(() => document.querySelectorAll('[data-person]').length).toBe(100)
    expect(document.querySelector('li[aria-setsize="5000"][aria-posinset="100"]')).not.toBeNull()
  })

  it('is one stop for Tab, and is walked by arrows, Home and End', async () => {
    draw(<EntryRows entries={MANY.slice(0, 3)} isFiltered isBookEmpty={false} />)
    await userEvent.keyboard('{Tab}')
    const row = (name: RegExp) => page.getByRole('link', { name })
    await expect.element(row(/^손님 1/)).toHaveFocus()
    await userEvent.keyboard('{ArrowDown}')
    await expect.element(row(/^손님 2/)).toHaveFocus()
    await userEvent.keyboard('{End}')
    await expect.element(row(/^손님 3/)).toHaveFocus()
    await userEvent.keyboard('{Home}')
    await expect.element(row(/^손님 1/)).toHaveFocus()
    expect(document.querySelectorAll('a[href][tabindex="0"]').length).toBe(1)
  })

  it('an empty address book says what to do', async () => {
    draw(<EntryRows entries={[]} isFiltered={false} isBookEmpty />)
    await page.getByRole('button', { name: '옮겨 오기' }).click()
    expect(location.hash).toBe('#/settings/moving')
  })

  it('is found by initial consonants, and by digits of a number however it is written', () => {
    const mum = anEntry('엄마', 1, { phones: [{ value: '010-1234-5678' }] })
    const dad = anEntry('아빠', 2)
    expect(fitting([mum, dad], 'ㅇㅁ')).toEqual([mum])
    expect(fitting([mum, dad], '1234 56')).toEqual([mum])
    // Two digits are in half of all numbers.
    expect(fitting([mum, dad], '12')).toEqual([])
    expect(fitting([mum, dad], '  ')).toEqual([mum, dad])
  })
})

describe('choosing whom to invite', () => {
  function Chooser() {
    const chosen = useInviting((inviting) => inviting.chosen)
    return <ChoosePeople entries={MANY} chosen={chosen} batch={undefined} />
  }

  it('all of 5,000 at once, those who fit, one by one, and nobody', async () => {
    draw(<Chooser />)
    await page.getByRole('button', { name: '5,000명 모두 고르기' }).click()
    await expect.element(page.getByText('5,000명 골랐어요', { exact: true })).toBeVisible()
    await page.getByRole('checkbox').first().click()
    await expect.element(page.getByText('4,999명 골랐어요', { exact: true })).toBeVisible()
    await page.getByRole('button', { name: '모두 빼기' }).click()
    await expect.element(page.getByText('0명 골랐어요', { exact: true })).toBeVisible()
    await page.getByRole('button', { name: '전화번호 있는 사람' }).click()
    await page.getByRole('button', { name: '1명 모두 고르기' }).click()
    expect([...useInviting.getState().chosen]).toEqual([MANY[4_321]?.entry])
    await page.getByRole('searchbox').fill('없는 사람')
    await expect.element(page.getByText('맞는 사람이 없어요.')).toBeVisible()
  })
})

describe('small words', () => {
  it('a birthday is read as people write it, and nonsense stays as it is', () => {
    expect(birthdayText('1988-05-03', 'ko')).toBe('1988년 5월 3일')
    expect(birthdayText('--02-29', 'ko')).toBe('2월 29일')
    expect(birthdayText('--02-29', 'en')).toBe('February 29')
    expect(birthdayText('봄', 'ko')).toBe('봄')
  })

  it('kinds of numbers are said in words, a person’s own stay, and names of objects are nothing special', () => {
    expect(kindOf('CELL')).toEqual({ key: 'kindMobile' })
    expect(kindOf('가게')).toEqual({ text: '가게' })
    expect(kindOf('constructor')).toEqual({ text: 'constructor' })
    expect(kindOf(' ')).toBeUndefined()
  })

  it('the way chosen last is chosen again, and what is no way is none', () => {
    rememberHow('csv')
    expect(lastHow()).toBe('csv')
    localStorage.setItem('sarangbang-invite-how', 'pigeon')
    expect(lastHow()).toBe('link')
    localStorage.removeItem('sarangbang-invite-how')
  })
})
