/** Files on their way, by their roles and names: what is said of each, and that order is in one's hands by keys, menu and dragging. */
import axe from 'axe-core'
import { describe, expect, it, vi } from 'vitest'
import { type Locator, page, userEvent } from 'vitest/browser'
import type { FileArrival, OutgoingFile } from '../../../shared/messenger/index.ts'
import { TransferList } from '../../../src-renderer/app/transfers/TransferList.tsx'
import type { TransferActs } from '../../../src-renderer/app/transfers/use-transfer-acts.ts'
import { MUM as MUM_ACCOUNT, ROOM } from '../../page/messages.ts'
import { anArrival } from '../../page/shared-files.ts'
import { draw } from '../draw.tsx'

function someActs() {
  const acts = {
    goOn: vi.fn<TransferActs['goOn']>(),
    pause: vi.fn<TransferActs['pause']>(),
    cancel: vi.fn<TransferActs['cancel']>(),
    move: vi.fn<TransferActs['move']>(),
    pauseAll: vi.fn<TransferActs['pauseAll']>(),
    discard: vi.fn<TransferActs['discard']>(),
    toMessage: vi.fn<TransferActs['toMessage']>(),
    again: vi.fn<TransferActs['again']>(),
  }
  return acts
}

function drawList(arrivals: readonly FileArrival[] | undefined, outgoing: readonly OutgoingFile[] = [], failure?: string) {
  const acts = someActs()
  const drawn = draw(
    <main style={{ inlineSize: 400 }}>
      <TransferList arrivals={arrivals} outgoing={outgoing} failure={failure} acts={acts} roomName={() => '우리 가족'} />
    </main>,
  )
  return { acts, ...drawn }
}

const MUM = { device: anArrival(1).file as never, account: MUM_ACCOUNT, name: '엄마', connected: true }
const button = (name: RegExp) => page.getByRole('button', { name })
/** Without the hard spaces of sizes. */
const textOf = (place: Locator) => place.query()?.textContent.replaceAll('\u00a0', ' ')
const item = (number: number) => page.getByRole('listitem').filter({ hasText: `회의록 ${number}` })

describe('files on their way', () => {
  it('say how far they are, from whom, how fast, in which room, and how long it takes', async () => {
    drawList([anArrival(1, { from: [MUM] })])
    await expect
      .poll(() => textOf(item(1)))
      .toMatch(/우리 가족.*(250\sKB|1 MB).*(엄마 컴퓨터에서 받는 중|Coming from 엄마’s computer).*(6초 남음|6 s left).*125\sKB/)
  })

  it.each<[Partial<FileArrival>, RegExp]>([
    [{ state: 'queued', bytes: 0 }, /차례를 기다려요|Waiting its turn/],
    [{ state: 'nobody', bytes: 0 }, /지금 이어진 사람에게는 없어요|Nobody connected has it now/],
    [{ state: 'paused' }, /멈춰 두었어요|Paused/],
    [{ state: 'failed', code: 'QUOTA' }, /자리를 비우거나 늘려|Make some, or allow more/],
    [{ state: 'failed', code: 'DISK_FULL' }, /디스크가 가득|disk is full/],
  ])('say what is the matter: %o', async (more, words) => {
    drawList([anArrival(1, more)])
    await expect.poll(() => textOf(item(1))).toMatch(words)
  })

  it('are paused, go on and are tried again by the one button beside them', async () => {
    const { acts } = drawList([anArrival(1), anArrival(2, { state: 'paused' }), anArrival(3, { state: 'failed', code: 'STORE_FAILED' })])
    await button(/회의록 1\.pdf 멈추기|Pause .*1\.pdf/).click()
    await button(/회의록 2\.pdf 이어서 받기|Go on with .*2\.pdf/).click()
    await button(/회의록 3\.pdf 다시 받기|Try .*3\.pdf again/).click()
    expect(acts.pause.mock.calls.map(([{ name }]) => name)).toEqual(['10월 회의록 1.pdf'])
    expect(acts.goOn.mock.calls.map(([{ name }]) => name)).toEqual(['10월 회의록 2.pdf', '10월 회의록 3.pdf'])
  })

  it('change their order by Alt and arrows, say so, and not beyond the ends', async () => {
    const { acts } = drawList([anArrival(1), anArrival(2)])
    await button(/회의록 2\.pdf 멈추기|Pause .*2\.pdf/).click()
    acts.pause.mockClear()
    await userEvent.keyboard('{Alt>}{ArrowUp}{/Alt}')
    expect(acts.move.mock.calls.map(([{ name }, to]) => [name, to])).toEqual([['10월 회의록 2.pdf', 0]])
    await expect.element(page.getByRole('status').filter({ hasText: /2개 중 1번째|1 of 2/ })).toBeInTheDocument()
    await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}')
    expect(acts.move).toHaveBeenCalledTimes(1)
    await userEvent.keyboard('{ArrowUp}')
    await expect.element(button(/회의록 1\.pdf 멈추기|Pause .*1\.pdf/)).toHaveFocus()
  })

  it('change their order by dragging', async () => {
    const { acts } = drawList([anArrival(1), anArrival(2), anArrival(3)])
    await expect.element(item(3)).toBeVisible()
    await userEvent.dragAndDrop(item(3), item(1))
    expect(acts.move.mock.calls.map(([{ name }, to]) => [name, to])).toEqual([['10월 회의록 3.pdf', 0]])
  })

  it('come first, or not at all, by their menu', async () => {
    const { acts } = drawList([anArrival(1), anArrival(2)])
    await button(/회의록 2\.pdf (메뉴)|What to do with .*2\.pdf/).click()
    await page.getByRole('menuitem', { name: /먼저 받기|First/ }).click()
    expect(acts.goOn.mock.calls[0]?.[1]).toBe(true)
    await button(/회의록 2\.pdf (메뉴)|What to do with .*2\.pdf/).click()
    await page.getByRole('menuitem', { name: /받지 않기|Don’t get it/ }).click()
    expect(acts.cancel).toHaveBeenCalledTimes(1)
  })

  it('are paused all at once, and go on all at once', async () => {
    const { acts, redraw } = drawList([anArrival(1), anArrival(2, { state: 'paused' })])
    await button(/모두 멈추기|Pause all/).click()
    redraw(<TransferList arrivals={[anArrival(1, { state: 'paused' })]} outgoing={[]} acts={acts} roomName={() => undefined} />)
    await button(/모두 이어서 받기|Go on with all/).click()
    expect(acts.pauseAll.mock.calls).toEqual([[true], [false]])
  })

  it('that are made ready to be sent are taken back', async () => {
    const outgoing = {
      id: 'a',
      room: ROOM,
      name: '영상.mp4',
      state: 'sealing',
      bytes: 1,
      size: 2,
      type: undefined,
      code: undefined,
    } as const
    const { acts } = drawList([], [outgoing])
    await button(/영상\.mp4 보내지 않기|Don’t send 영상\.mp4/).click()
    expect(acts.discard).toHaveBeenCalledWith(outgoing)
  })

  it('are said to be none, or not to be known, with a way on', async () => {
    drawList([])
    await expect.element(page.getByText(/오가는 파일이 없어요|Nothing is on its way/)).toBeVisible()
    const { acts } = drawList(undefined, [], '지금은 안 돼요.')
    await expect.element(page.getByRole('alert').filter({ hasText: '지금은 안 돼요.' })).toBeVisible()
    await button(/다시 해 보기|Try again/).click()
    expect(acts.again).toHaveBeenCalledTimes(1)
  })

  it.each(['light', 'dark'] as const)('have no fault in the %s theme', async (theme) => {
    const { container } = drawList([anArrival(1, { from: [MUM] }), anArrival(2, { state: 'failed', code: 'QUOTA' })])
    document.documentElement.dataset.theme = theme
    await expect.element(item(1)).toBeVisible()
    const { violations } = await axe.run(container, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'], resultTypes: ['violations'] })
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`)).toEqual([])
  })
})
