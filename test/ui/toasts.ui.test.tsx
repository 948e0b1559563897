/** Toasts: one at a time, undone while they are there, and they wait for whoever is about to press. */
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { Button, closeToast, showToast } from '../../src-renderer/ui/index.ts'
import { draw } from './draw.tsx'

/** Only the timers of the page: the test itself waits in real time. */
function stopClock(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => {
    vi.useRealTimers()
  })
}

/** A pointer that rests where the toast appears would hold it. */
const away = () => page.getByRole('button', { name: '방' }).hover()
const status = () => document.querySelector('[role=status]')?.textContent ?? ''
const shown = (text: string) => vi.waitFor(() => expect(status()).toContain(text), { timeout: 2_000 })

describe('a toast', () => {
  beforeEach(() => closeToast())

  it('is read by a region that was there before it', async () => {
    draw(null)
    await expect.element(page.getByRole('status')).toBeInTheDocument()
    showToast({ text: '방을 보관했어요' })
    await expect.element(page.getByRole('status')).toHaveTextContent('방을 보관했어요')
  })

  it('gives way to the next', async () => {
    draw(null)
    showToast({ text: '방을 보관했어요' })
    showToast({ text: '복사했어요' })
    await expect.poll(status).toBe('복사했어요')
  })

  it('can be undone, once', async () => {
    const undo = vi.fn<() => void>()
    draw(null)
    showToast({ text: '방을 보관했어요', undo })
    await page.getByRole('button', { name: '되돌리기' }).click()
    expect(undo).toHaveBeenCalledOnce()
    await expect.element(page.getByRole('button', { name: '되돌리기' })).not.toBeInTheDocument()
  })

  it('goes after five seconds, after ten when it can be undone', async () => {
    draw(<Button>방</Button>)
    await away()
    stopClock()
    showToast({ text: '복사했어요' })
    await shown('복사했어요')
    vi.advanceTimersByTime(4_900)
    expect(status()).toContain('복사했어요')
    vi.advanceTimersByTime(200)
    await vi.waitFor(() => expect(status()).toBe(''))
    showToast({ text: '방을 보관했어요', undo: () => undefined })
    await shown('방을 보관했어요')
    vi.advanceTimersByTime(9_900)
    expect(status()).toContain('방을 보관했어요')
    vi.advanceTimersByTime(200)
    await vi.waitFor(() => expect(status()).toBe(''))
  })

  it('stays while the pointer is on it', async () => {
    draw(<Button>방</Button>)
    await away()
    stopClock()
    showToast({ text: '방을 보관했어요', undo: () => undefined })
    await shown('방을 보관했어요')
    await page.getByRole('button', { name: '되돌리기' }).hover()
    vi.advanceTimersByTime(60_000)
    await drawn()
    expect(status()).toContain('방을 보관했어요')
    await away()
    vi.advanceTimersByTime(10_000)
    await vi.waitFor(() => expect(status()).toBe(''))
  })

  it('stays while the focus is on it', async () => {
    draw(<Button>방</Button>)
    await page.getByRole('button', { name: '방' }).click()
    stopClock()
    showToast({ text: '방을 보관했어요', undo: () => undefined })
    await shown('방을 보관했어요')
    await userEvent.keyboard('{Tab}')
    await vi.waitFor(() => expect(document.activeElement?.textContent).toBe('되돌리기'))
    vi.advanceTimersByTime(60_000)
    await drawn()
    expect(status()).toContain('방을 보관했어요')
    await userEvent.keyboard('{Shift>}{Tab}{/Shift}')
    await vi.waitFor(() => expect(document.activeElement?.textContent).toBe('방'))
    vi.advanceTimersByTime(10_000)
    await vi.waitFor(() => expect(status()).toBe(''))
  })
})

const drawn = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
