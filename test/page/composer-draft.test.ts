/** What is typed is kept, and two pages that write in one room do not fight over it. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Draft } from '../../shared/messenger/index.ts'
import { DraftKeeper, type Kept } from '../../src-renderer/app/composer/draft-keeper.ts'
import { TypingTeller } from '../../src-renderer/app/composer/typing-teller.ts'
import { RESOURCE } from '../../shared/limits.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** The engine's side: what is kept, for every page that asks. */
class Kitchen {
  draft: Draft | undefined
  saved = 0
  isAway = false

  page(): DraftKeeper {
    return new DraftKeeper(this.draft, {
      save: async (kept: Kept | null) => {
        await Promise.resolve()
        if (this.isAway) return false
        this.saved++
        this.draft = kept === null ? undefined : { ...kept, at: this.saved }
        return true
      },
    })
  }
}

const typed = (text: string): Kept => ({ text })

describe('a draft', () => {
  it('is kept 400 ms after the last letter, once', async () => {
    const kitchen = new Kitchen()
    const page = kitchen.page()
    for (const text of ['ㄱ', '가', '갑']) {
      page.changed(typed(text))
      await vi.advanceTimersByTimeAsync(399)
    }
    expect(kitchen.draft).toBeUndefined()
    await vi.advanceTimersByTimeAsync(1)
    expect(kitchen.draft?.text).toBe('갑')
    expect(kitchen.saved).toBe(1)
  })

  it('is kept at once when the room is left, and not again', async () => {
    const kitchen = new Kitchen()
    const page = kitchen.page()
    page.changed(typed('가'))
    await page.flush()
    expect(kitchen.draft?.text).toBe('가')
    await vi.runAllTimersAsync()
    expect(kitchen.saved).toBe(1)
  })

  it('that could not be kept is kept when the engine is back', async () => {
    const kitchen = new Kitchen()
    const page = kitchen.page()
    kitchen.isAway = true
    page.changed(typed('가'))
    await vi.runAllTimersAsync()
    expect(kitchen.draft).toBeUndefined()
    kitchen.isAway = false
    await page.flush()
    expect(kitchen.draft?.text).toBe('가')
  })

  it('stays while the message is on its way, and is cleared after', async () => {
    const kitchen = new Kitchen()
    const page = kitchen.page()
    page.changed(typed('가'))
    await page.flush()
    page.pause()
    page.changed(null)
    await page.flush()
    expect(kitchen.draft?.text).toBe('가')
    page.resume()
    await vi.runAllTimersAsync()
    expect(kitchen.draft).toBeUndefined()
  })
})

describe('what a page hears', () => {
  it('are its own words coming back, also late ones: nothing is taken over', async () => {
    const kitchen = new Kitchen()
    const page = kitchen.page()
    const old: Draft = { text: '가', at: 1 }
    page.changed(typed('가'))
    await page.flush()
    page.changed(typed('가나'))
    await page.flush()
    expect(page.heard(old)).toBe(false)
    expect(page.heard(kitchen.draft)).toBe(false)
    expect(page.heard(kitchen.draft)).toBe(false)
  })

  it('are those of another page: they are taken over, and keep nothing anew', async () => {
    const kitchen = new Kitchen()
    const [desk, phone] = [kitchen.page(), kitchen.page()]
    desk.changed(typed('책상에서'))
    await desk.flush()
    expect(phone.heard(kitchen.draft)).toBe(true)
    phone.changed(typed('책상에서'))
    await phone.flush()
    expect(kitchen.saved).toBe(1)
    phone.changed(typed('책상에서 전화로'))
    await phone.flush()
    expect(desk.heard(kitchen.draft)).toBe(true)
    // Back to what the desk once wrote itself: that is news all the same.
    phone.changed(typed('책상에서'))
    await phone.flush()
    expect(desk.heard(kitchen.draft)).toBe(true)
  })

  it('never takes the place of what is being typed: the last writer wins', async () => {
    const kitchen = new Kitchen()
    const [desk, phone] = [kitchen.page(), kitchen.page()]
    desk.changed(typed('책상'))
    phone.changed(typed('전화'))
    await phone.flush()
    expect(desk.heard(kitchen.draft)).toBe(false)
    await vi.runAllTimersAsync()
    expect(kitchen.draft?.text).toBe('책상')
    expect(phone.heard(kitchen.draft)).toBe(true)
    expect(desk.heard(kitchen.draft)).toBe(false)
  })
})

describe('two pages that write in the same moment', () => {
  it('show the same in the end: whoever heard the other while keeping asks who was last', async () => {
    const { promise, resolve } = Promise.withResolvers<boolean>()
    const asked = vi.fn<() => void>()
    const page = new DraftKeeper(undefined, { save: () => promise, crossed: asked })
    page.changed(typed('책상'))
    void page.flush()
    await vi.advanceTimersByTimeAsync(0)
    expect(page.heard({ text: '전화', at: 2 })).toBe(false)
    expect(asked).not.toHaveBeenCalled()
    resolve(true)
    await vi.advanceTimersByTimeAsync(0)
    expect(asked).toHaveBeenCalledOnce()
    expect(page.heard({ text: '전화', at: 2 })).toBe(true)
  })
})

describe('who writes says so', () => {
  it('once, again only while it would fade, and that it ended only when it began', () => {
    const said: boolean[] = []
    let now = 0
    const teller = new TypingTeller(
      (isTyping) => void said.push(isTyping),
      () => now,
    )
    teller.stopped()
    expect(said).toEqual([])
    for (; now < RESOURCE.TYPING_REPEAT_MS; now += 100) teller.typed()
    expect(said).toEqual([true])
    teller.typed()
    expect(said).toEqual([true, true])
    teller.stopped()
    teller.stopped()
    expect(said).toEqual([true, true, false])
    teller.typed()
    expect(said).toEqual([true, true, false, true])
    // A message says it by itself.
    teller.sent()
    teller.stopped()
    expect(said).toEqual([true, true, false, true])
    teller.typed()
    expect(said).toEqual([true, true, false, true, true])
  })
})
