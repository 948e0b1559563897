/** All that a room was given: months, arrows through the grid, and that a long list costs no more than what is near. */
import axe from 'axe-core'
import { describe, expect, it, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { SharedFile } from '../../../shared/messenger/index.ts'
import { useFileSurface } from '../../../src-renderer/app/attachments/surface.ts'
import { SharedContents, type SharedContentsProps } from '../../../src-renderer/app/shared-media/SharedContents.tsx'
import { samplePicture } from '../../../src-renderer/gallery/sections/samples.ts'
import { ROOM } from '../../page/messages.ts'
import { givenFile, givenLink } from '../../page/shared-files.ts'
import { draw } from '../draw.tsx'

const DAY_MS = 86_400_000

function drawContents(items: readonly SharedFile[] | undefined, more: Partial<SharedContentsProps> = {}) {
  const props: SharedContentsProps = {
    room: ROOM,
    items,
    isReading: false,
    hasMore: false,
    failure: undefined,
    sort: 'pictures',
    search: '',
    more: vi.fn<() => void>(),
    again: vi.fn<() => void>(),
    everything: vi.fn<SharedContentsProps['everything']>(() => Promise.resolve(items ?? [])),
    onShow: vi.fn<SharedContentsProps['onShow']>(),
    onMessage: vi.fn<(item: SharedFile) => void>(),
    onClear: vi.fn<() => void>(),
    onRoom: vi.fn<() => void>(),
    ...more,
  }
  const drawn = draw(
    <main>
      <h1>사진</h1>
      <h2>방</h2>
      <div data-scroll style={{ inlineSize: 640, blockSize: 600, overflow: 'auto' }}>
        <SharedContents {...props} />
      </div>
    </main>,
  )
  return { props, ...drawn }
}

/** `count` a day apart, the newest first. */
const pictures = (count: number, days = 1) =>
  Array.from({ length: count }, (_, at) =>
    givenFile(at + 1, { preview: samplePicture(8, 8, at % 3) }, { time: new Date(2022, 9, 31, 12).getTime() - at * days * DAY_MS }),
  )
const marked = () =>
  [...document.querySelectorAll<HTMLInputElement>('[data-cell] input')].flatMap(({ checked }, at) => (checked ? [at] : []))
const TWO_SELECTED: unknown = expect.stringMatching(/^2개 골랐어요$|^2 selected$/)
const cells = () => [...document.querySelectorAll<HTMLElement>('[data-cell] button')]

describe('pictures of a room', () => {
  it('stand by months, and each says who gave it and when', async () => {
    drawContents(pictures(40))
    await expect.element(page.getByRole('region', { name: /2022년 10월|October 2022/ })).toBeVisible()
    await expect.element(page.getByRole('region', { name: /2022년 9월|September 2022/ })).toBeInTheDocument()
    const name = /사진, 엄마, 2022년 10월 31일|Picture, 엄마, October 31, 2022/
    await expect.element(page.getByRole('button', { name })).toBeVisible()
  })

  it('are one stop for Tab, and arrows go to what stands beside and beneath, over the months', async () => {
    drawContents(pictures(40))
    await expect.poll(() => cells().length).toBe(40)
    expect(cells().filter(({ tabIndex }) => tabIndex === 0)).toHaveLength(1)
    cells()[0]?.focus()
    const across = Math.round((cells()[0]?.closest('ul')?.clientWidth ?? 0) / (cells()[0]?.clientWidth ?? 1))
    expect(across).toBeGreaterThan(2)
    const at = () => cells().indexOf(document.activeElement as HTMLElement)
    await userEvent.keyboard('{ArrowRight}')
    expect(at()).toBe(1)
    await userEvent.keyboard('{ArrowDown}')
    expect(at()).toBe(1 + across)
    await userEvent.keyboard('{ArrowUp}{ArrowUp}')
    expect(at()).toBe(1)
    for (let pressed = 0; at() < 31 && pressed < 40; pressed++) await userEvent.keyboard('{ArrowDown}')
    expect(at()).toBeGreaterThanOrEqual(31)
    await userEvent.keyboard('{End}')
    expect(at()).toBe(39)
    await userEvent.keyboard('{Home}')
    expect(at()).toBe(0)
    expect(cells().filter(({ tabIndex }) => tabIndex === 0)).toEqual([cells()[0]])
  })

  it('lead to their message by M; what is not here is neither saved nor taken off', async () => {
    const { props } = drawContents(pictures(2))
    await expect.poll(() => cells().length).toBe(2)
    cells()[0]?.focus()
    await userEvent.keyboard('m')
    expect(props.onMessage).toHaveBeenCalledWith(props.items?.[0])
    const before = useFileSurface.getState().surface
    await userEvent.keyboard('s{Delete}')
    expect([before, useFileSurface.getState().surface]).toEqual([undefined, undefined])
    expect(props.onShow).not.toHaveBeenCalled()
  })

  it('are selected by Space, further by Shift and arrows, all by Ctrl+A; and Escape lets them go without losing one’s place', async () => {
    const { props } = drawContents(pictures(6))
    await expect.poll(() => cells().length).toBe(6)
    cells()[0]?.focus()
    await userEvent.keyboard(' ')
    const bar = page.getByRole('toolbar', { name: /고른 것|What is selected/ })
    await expect.element(bar.getByText(/^1개 골랐어요$|^1 selected$/)).toBeVisible()
    expect(props.onShow).not.toHaveBeenCalled()
    await userEvent.keyboard('{Shift>}{ArrowRight}{ArrowRight}{ArrowLeft}{/Shift}')
    expect(marked()).toEqual([0, 1])
    // Said by what was there before anything was selected.
    await expect
      .poll(() =>
        page
          .getByRole('status')
          .elements()
          .map(({ textContent }) => textContent),
      )
      .toContainEqual(TWO_SELECTED)
    await userEvent.keyboard('{Control>}a{/Control}')
    await expect.poll(marked).toEqual([0, 1, 2, 3, 4, 5])
    expect(props.everything).toHaveBeenCalledTimes(1)
    expect((await axe.run(document.body)).violations).toEqual([])
    await userEvent.keyboard('{Escape}')
    await expect.poll(() => bar.elements().length).toBe(0)
    expect([marked(), document.activeElement]).toEqual([[], cells()[1]])
  })

  it('are selected by their marks and by Shift; then a press takes one or lets it go, and shows nothing', async () => {
    const { props } = drawContents(pictures(6))
    await expect.poll(() => cells().length).toBe(6)
    await userEvent.click(page.getByRole('checkbox', { name: /고르기|Select/ }).nth(1))
    await userEvent.click(cells()[4], { modifiers: ['Shift'] })
    expect(marked()).toEqual([1, 2, 3, 4])
    await userEvent.click(cells()[2])
    expect(marked()).toEqual([1, 3, 4])
    expect(props.onShow).not.toHaveBeenCalled()
    await userEvent.click(page.getByRole('button', { name: /고르기 그만두기|Stop selecting/ }))
    expect(marked()).toEqual([])
    expect(cells()).toContain(document.activeElement)
  })

  it('open their menu by the keyboard', async () => {
    const { props } = drawContents(pictures(1))
    await expect.poll(() => cells().length).toBe(1)
    cells()[0]?.focus()
    await userEvent.keyboard('{Shift>}{F10}{/Shift}')
    await page.getByRole('menuitem', { name: /메시지로 가기|Go to message/ }).click()
    expect(props.onMessage).toHaveBeenCalledTimes(1)
  })

  it('are drawn only while they are near, and keep their place meanwhile', async () => {
    const { container } = drawContents(pictures(3_000, 0.1))
    await expect.poll(() => cells().length > 10 && cells().length < 500, { timeout: 15_000 }).toBe(true)
    const scroller = container.querySelector<HTMLElement>('[data-scroll]')
    const height = scroller?.scrollHeight ?? 0
    expect(height).toBeGreaterThan(50_000)
    scroller?.scrollTo(0, height / 2)
    await expect.poll(() => onScreen(scroller), { timeout: 15_000 }).toBeGreaterThan(4)
    expect(Math.abs((scroller?.scrollHeight ?? 0) - height)).toBeLessThan(height / 50)
    expect(cells().length).toBeLessThan(500)
  })

  it('are asked for further as their end comes near, once each time', async () => {
    const { props } = drawContents(pictures(10), { hasMore: true })
    await expect.poll(() => vi.mocked(props.more).mock.calls.length).toBe(1)
  })
})

describe('files and links of a room', () => {
  it('say what they are, who gave them, and have their acts in a menu', async () => {
    const file = givenFile(1, { sort: 'file', name: '제주도 일정.pdf', type: 'application/pdf' })
    const { props } = drawContents([file], { sort: 'files' })
    // Its name is read as one, though it is drawn in two parts.
    const card = page.getByRole('button', { name: /^제주도 일정\.pdf/ })
    await expect.element(card).toBeVisible()
    await page.getByRole('button', { name: /제주도 일정\.pdf 메뉴|What to do with 제주도 일정\.pdf/ }).click()
    await page.getByRole('menuitem', { name: /메시지로 가기|Go to message/ }).click()
    expect(props.onMessage).toHaveBeenCalledWith(file)
  })

  it('lead where they say, and nowhere else than to the web', async () => {
    drawContents(
      [givenLink(1, 'https://аpple.com/login'), givenLink(2, 'javascript:alert(1)'), givenLink(3, 'https://bank.example@evil.example/')],
      {
        sort: 'links',
      },
    )
    await expect.element(page.getByText(/실제 주소는 xn--|Leads to xn--/)).toBeVisible()
    await expect.element(page.getByText(/실제 주소는 evil\.example|Leads to evil\.example/)).toBeVisible()
    const links = [...document.querySelectorAll('[data-cell] a')].map((link) => link.getAttribute('href') ?? '')
    expect(links).toHaveLength(2)
    for (const href of links) expect(href).toMatch(/^https:/)
    for (const link of document.querySelectorAll('[data-cell] a')) expect(link.getAttribute('rel')).toContain('noopener')
  })
})

describe('where there is nothing', () => {
  it('it says what gathers here, and leads to the room', async () => {
    const { props } = drawContents([], { sort: 'voices' })
    await page.getByRole('button', { name: /방으로 가기|To the room/ }).click()
    expect(props.onRoom).toHaveBeenCalledTimes(1)
  })

  it('it says what was searched for, and shows all again', async () => {
    const { props } = drawContents([], { sort: 'files', search: '회의' })
    await expect.element(page.getByText(/‘회의’에 맞는 것이 없어요|Nothing for “회의”/)).toBeVisible()
    await page.getByRole('button', { name: /모두 보기|Show all/ }).click()
    expect(props.onClear).toHaveBeenCalledTimes(1)
  })

  it('it says what went wrong, keeps what is there, and tries again', async () => {
    const { props } = drawContents(pictures(3), { failure: 'FAILED', hasMore: true })
    await expect.poll(() => cells().length).toBe(3)
    await page.getByRole('button', { name: /다시 해 보기|Try again/ }).click()
    expect(props.more).toHaveBeenCalledTimes(1)
  })
})

it.each(['light', 'dark'] as const)('the page of files has no fault in the %s theme', async (theme) => {
  const { container } = drawContents([givenFile(1, { sort: 'file', name: '설치.exe', couldRun: true }), givenFile(2, { sort: 'file' })], {
    sort: 'files',
  })
  document.documentElement.dataset.theme = theme
  await expect.poll(() => cells().length).toBeGreaterThan(1)
  const { violations } = await axe.run(container, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'], resultTypes: ['violations'] })
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`)).toEqual([])
})

function onScreen(scroller: HTMLElement | null): number {
  const seen = scroller?.getBoundingClientRect()
  if (seen === undefined) return 0
  return cells().filter((cell) => {
    const { top, bottom } = cell.getBoundingClientRect()
    return bottom > seen.top && top < seen.bottom
  }).length
}
