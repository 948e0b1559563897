/** Parts of the screens that need no engine to be tried: the list of rooms, the field one writes in, the emoji. */
import { afterEach, describe, expect, it, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { RoomSummary } from '../../shared/messenger/index.ts'
import { parseId } from '../../shared/ids/index.ts'
import { Composer } from '../../src-renderer/app/composer/index.ts'
import { EmojiPicker } from '../../src-renderer/app/emoji/index.ts'
import { RoomRows } from '../../src-renderer/app/rooms/RoomRows.tsx'
import { draw } from './draw.tsx'

function aRoom(name: string, number: number, more: Partial<RoomSummary> = {}): RoomSummary {
  const room = parseId('room', String(number).padStart(64, '0'))
  if (room === undefined) throw new Error('no id')
  return {
    room,
    kind: 'group',
    name,
    unread: 0,
    members: 3,
    role: 2,
    state: 'open',
    last: undefined,
    inDoubt: false,
    peer: undefined,
    faces: [],
    picture: undefined,
    description: '',
    mentions: 0,
    preferences: { pinned: false, archived: false, mutedUntil: 0, notify: 'all' },
    draft: undefined,
    reach: { reached: 2, of: 2 },
    ...more,
  }
}

const FAMILY = aRoom('우리 가족', 1, { unread: 2, mentions: 1 })
const TEAM = aRoom('정보통신 3조', 2, { reach: { reached: 1, of: 3 } })
const GRANDMA = aRoom('할머니', 3)

afterEach(() => {
  location.hash = ''
})

describe('the list of rooms', () => {
  it('is one stop for Tab, and is walked by arrows, Home, End and initial consonants', async () => {
    draw(<RoomRows rooms={[FAMILY, TEAM, GRANDMA]} />)
    await userEvent.keyboard('{Tab}')
    const row = (name: RegExp) => page.getByRole('link', { name })
    await expect.element(row(/^우리 가족/)).toHaveFocus()
    await userEvent.keyboard('{ArrowDown}')
    await expect.element(row(/^정보통신/)).toHaveFocus()
    await userEvent.keyboard('{End}')
    await expect.element(row(/^할머니/)).toHaveFocus()
    await userEvent.keyboard('{Home}')
    await expect.element(row(/^우리 가족/)).toHaveFocus()
    // As the keys of a Korean keyboard come; the driver would put them in as text.
    for (const key of 'ㅎㅁ') document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
    await expect.element(row(/^할머니/)).toHaveFocus()
    const stops = document.querySelectorAll('a[href][tabindex="0"]')
    expect(stops.length).toBe(1)
  })

  it('says in words what its marks mean', async () => {
    draw(<RoomRows rooms={[FAMILY, TEAM, GRANDMA]} />)
    await expect.element(page.getByRole('link', { name: /^우리 가족.*(2 unread|안 읽음 2개)/ })).toBeVisible()
    await expect.element(page.getByRole('link', { name: /^정보통신 3조.*(2 of 4 connected|4명 중 2명 이어짐)/ })).toBeVisible()
  })
})

describe('the field one writes in', () => {
  const field = () => page.getByRole('textbox')

  it('breaks with Shift+Enter, and gives back what could not be sent with the reason', async () => {
    draw(<Composer room={FAMILY} />)
    await userEvent.click(field())
    await userEvent.keyboard('저녁{Shift>}{Enter}{/Shift}먹어요')
    await expect.element(field()).toHaveValue('저녁\n먹어요')
    // There is no engine here at all.
    await userEvent.keyboard('{Enter}')
    await expect.element(field()).toHaveValue('저녁\n먹어요')
    await expect.element(page.getByRole('status').or(page.getByRole('alert')).first()).toBeInTheDocument()
  })

  it('does nothing on an Enter that ends a syllable', async () => {
    draw(<Composer room={TEAM} />)
    await userEvent.click(field())
    await userEvent.keyboard('안녕')
    const heard = vi.fn<() => void>()
    const element = field().element()
    element.addEventListener('keydown', heard)
    element.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, isComposing: true }))
    expect(heard).toHaveBeenCalledOnce()
    await expect.element(field()).toHaveValue('안녕')
  })
})

describe('the emoji', () => {
  it('are found by a word and chosen by Enter', async () => {
    const onPick = vi.fn<(emoji: string) => void>()
    draw(<EmojiPicker onPick={onPick} onClose={() => undefined} />)
    const search = page.getByRole('searchbox').or(page.getByRole('combobox')).first()
    await expect.element(search).toBeVisible()
    await userEvent.fill(search, 'heart')
    // What was listed before stays until what was looked for is found.
    const first = () => document.querySelector('[role=gridcell]:not([aria-label=""])')?.getAttribute('aria-label')
    await expect.poll(first).toMatch(/heart|하트/i)
    await userEvent.keyboard('{ArrowDown}')
    await expect.poll(() => document.querySelectorAll('[role=gridcell][data-active]').length).toBe(1)
    await userEvent.keyboard('{Enter}')
    await expect.poll(() => onPick.mock.calls.length).toBe(1)
  })
})
