import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { accountFromWords } from '../../shared/identity/index.ts'
import { nodeCrypto } from '../../src-main/engine/crypto/index.ts'
import { itAtHome } from './at-home.ts'

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name })
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click()

const isFocused = (field: Locator) => field.and(field.page().locator(':focus')).isVisible()

/** The twelve words as the page shows them. */
async function shownWords(page: Page): Promise<readonly string[]> {
  const cards = await page.getByRole('list', { name: '내 열두 단어' }).getByRole('listitem').allTextContents()
  return cards.map((card) => card.replace(/^\d+/, ''))
}

/**
 * Two words of these for the third and fourth place so that the twelve do not belong together. Changing places is not enough: of sixteen
 * such changes the checksum lets one pass.
 */
function wrongPair(words: readonly string[]): readonly [string, string] {
  const pairs = words.flatMap((third) => words.map((fourth) => [third, fourth] as const))
  const wrong = pairs.find((pair) => !accountFromWords(nodeCrypto(), words.toSpliced(2, 2, ...pair).join(' ')).ok)
  if (wrong === undefined) throw new Error('Every two words belong to the other ten.')
  return wrong
}

/** Types each asked word as on the paper. */
async function answer(page: Page, wordAt: (place: number) => string): Promise<void> {
  for (const field of await page.getByRole('textbox', { name: /번째 단어$/ }).all()) {
    const label = (await field.getAttribute('id')) ?? ''
    const text = (await page.locator(`label[for="${label}"]`).textContent()) ?? ''
    await field.fill(wordAt(Number.parseInt(text, 10) - 1))
  }
}

itAtHome(
  'four steps make an account, going back loses nothing, and the words leave the computer once three of them were right',
  async (home) => {
    const door = await home.openDoorstep()
    const view = await home.page(door)
    const { page } = view
    await heading(page, '어떤 말로 쓸까요?').waitFor()
    await home.expectAccessible(view)
    await page.getByRole('radio', { name: 'English' }).check()
    await heading(page, 'Which language do you speak?').waitFor()
    await page.getByRole('radio', { name: '한국어' }).check()
    await page.keyboard.press('Enter')

    const name = page.getByRole('textbox', { name: '이름' })
    await expect.poll(() => isFocused(name)).toBe(true)
    await page.keyboard.press('Enter')
    await page.getByText('이름을 먼저 적어 주세요.').waitFor()
    await home.expectAccessible(view)
    // A syllable that is still being made is not sent by Enter, and is whole afterwards.
    const ime = await page.context().newCDPSession(page)
    await name.focus()
    await ime.send('Input.insertText', { text: '김지' })
    await ime.send('Input.imeSetComposition', { text: '우', selectionStart: 1, selectionEnd: 1 })
    await ime.send('Input.insertText', { text: '우' })
    await press(page, '뒤로')
    await heading(page, '어떤 말로 쓸까요?').waitFor()
    await press(page, '다음')
    expect(await name.inputValue()).toBe('김지우')
    await name.press('Enter')

    await heading(page, '나를 되찾는 열두 단어').waitFor()
    const words = await shownWords(page)
    expect(words.filter((word) => word !== '')).toHaveLength(12)
    await home.expectAccessible(view)
    // Nobody finds them on a window that was left.
    await page.evaluate('dispatchEvent(new Event("blur"))')
    await expect.poll(() => shownWords(page)).toEqual(Array.from({ length: 12 }, () => ''))
    await press(page, '보기')
    await expect.poll(() => shownWords(page)).toEqual(words)

    await press(page, '종이에 적었어요')
    await heading(page, '세 단어만 확인할게요').waitFor()
    await answer(page, () => '아니다')
    await page.keyboard.press('Enter')
    await page
      .getByText(/번째 단어가 달라요/)
      .first()
      .waitFor()
    expect(await page.getByText(/번째 단어가 달라요/).count()).toBe(3)
    await home.expectAccessible(view)
    await press(page, '단어 다시 보기')
    await heading(page, '나를 되찾는 열두 단어').waitFor()
    await press(page, '종이에 적었어요')
    expect(
      await page
        .getByRole('textbox', { name: /번째 단어$/ })
        .first()
        .inputValue(),
    ).toBe('아니다')
    await answer(page, (place) => words[place] ?? '')
    await page.keyboard.press('Enter')

    await heading(page, '불을 켰어요').waitFor()
    expect(await door.client.call('profile.words')).toEqual({ ok: true, value: {} })
    expect(await door.client.call('profile.me')).toMatchObject({ ok: true, value: { name: '김지우', wordsKept: false } })
    await home.expectAccessible(view)
    await press(page, '먼저 둘러보기')
    await page.getByRole('link', { name: '설정' }).waitFor()
  },
)

itAtHome('words put off are asked for again with the second contact, and not before', async (home) => {
  const [door, mum, dad] = await Promise.all([
    home.openDoorstep(),
    home.openHouse({ name: '엄마', runs: 'here' }),
    home.openHouse({ name: '아빠', runs: 'here' }),
  ])
  const { page } = await home.page(door)
  await press(page, '다음')
  await page.getByRole('textbox', { name: '이름' }).fill('지우')
  await page.keyboard.press('Enter')
  await press(page, '나중에 할게요')
  await press(page, '먼저 둘러보기')
  await page.getByRole('link', { name: '설정' }).waitFor()
  const reminder = page.getByText('열두 단어를 아직 적지 않았어요')
  const meet = async (house: typeof mum) => {
    const { link } = await house.ask('people.invite')
    expect(await door.client.call('people.accept', { link })).toMatchObject({ ok: true })
  }
  await meet(mum)
  await expect.poll(() => page.evaluate('location.hash')).toBe('#/rooms')
  expect(await reminder.count()).toBe(0)
  await meet(dad)
  await reminder.waitFor()
  await press(page, '적기')
  await press(page, '단어 보기')
  await expect.poll(async () => (await shownWords(page)).filter((word) => word !== '')).toHaveLength(12)
})

itAtHome('twelve words from paper bring the account back: pasted, corrected, suggested', async (home) => {
  const first = await home.openDoorstep()
  const made = await first.client.call('host.create', { name: '지우', language: 'ko' })
  if (!made.ok) throw new Error(made.error.code)
  const { words } = made.value
  const me = await first.client.call('profile.me')
  if (!me.ok) throw new Error(me.error.code)

  const door = await home.openDoorstep()
  const view = await home.page(door)
  const { page } = view
  await press(page, '저는 이미 단어가 있어요')
  const place = (at: number) => page.getByRole('combobox', { name: `${at}번째 단어`, exact: true })
  await place(1).waitFor()
  await home.expectAccessible(view)

  // Letters of a half-made syllable are enough for a suggestion; the arrows take it.
  const word = words[0] ?? ''
  const begun = word.slice(0, 1)
  const ime = await page.context().newCDPSession(page)
  await place(1).focus()
  await ime.send('Input.imeSetComposition', { text: begun, selectionStart: 1, selectionEnd: 1 })
  await ime.send('Input.insertText', { text: begun })
  const suggestions = page.getByRole('listbox', { name: '비슷한 단어' })
  await suggestions.waitFor()
  const suggested = (await suggestions.getByRole('option').first().textContent()) ?? ''
  expect(suggested.startsWith(begun)).toBe(true)
  await home.expectAccessible(view)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  expect(await place(1).inputValue()).toBe(suggested)
  expect(await isFocused(place(2))).toBe(true)

  await page.evaluate(
    `(() => {
      const data = new DataTransfer()
      data.setData('text/plain', ${JSON.stringify(words.map((each, at) => `${at + 1}. ${each}`).join('\n'))})
      document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
    })()`,
  )
  expect(await place(12).inputValue()).toBe(words[11])
  expect(await place(1).inputValue()).toBe(word)

  // A word of no list is marked when it is left; words that do not belong together are told when all are there.
  await place(3).fill('없는말')
  await place(4).focus()
  await page.getByText('3번째 단어: 목록에 없는 단어예요').waitFor()
  await home.expectAccessible(view)
  const [third, fourth] = wrongPair(words)
  await place(3).fill(third)
  await place(4).fill(fourth)
  await press(page, '뒤로')
  await press(page, '저는 이미 단어가 있어요')
  expect(await place(12).inputValue()).toBe(words[11])
  await page.getByRole('textbox', { name: '이름' }).fill('지우')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').waitFor()
  await place(3).fill(words[2] ?? '')
  await place(4).fill(words[3] ?? '')
  await page.getByRole('textbox', { name: '이름' }).press('Enter')
  await heading(page, '불을 켰어요').waitFor()
  expect(await door.client.call('profile.me')).toMatchObject({ ok: true, value: { account: me.value.account } })
})

itAtHome('every step fits the smallest window, a zoom of 200 percent and the largest letters', async (home) => {
  const { page } = await home.page(await home.openDoorstep())
  const steps: readonly (() => Promise<void>)[] = [
    () => press(page, '저는 이미 단어가 있어요'),
    () => press(page, '뒤로'),
    () => press(page, '다음'),
    async () => {
      await page.getByRole('textbox', { name: '이름' }).fill('가나다라마바사 아자차카타파하')
      await press(page, '불 켜기')
      await heading(page, '나를 되찾는 열두 단어').waitFor()
    },
    () => press(page, '종이에 적었어요'),
  ]
  for (const step of steps) {
    await step()
    for (const [width, height, size] of [
      [360, 560, 100],
      [640, 400, 100],
      [360, 560, 150],
    ] as const) {
      await page.setViewportSize({ width, height })
      await page.evaluate(`document.documentElement.style.fontSize = '${size}%'`)
      const wide = await page.evaluate(
        'document.documentElement.scrollWidth > innerWidth || document.querySelector("main").scrollWidth > document.querySelector("main").clientWidth',
      )
      expect(wide, `${await page.getByRole('heading', { level: 1 }).textContent()} at ${width} × ${height}, ${size} %`).toBe(false)
      for (const button of await page.getByRole('main').getByRole('button').all()) {
        await button.scrollIntoViewIfNeeded()
        const box = await button.boundingBox()
        expect(box).toMatchObject({ x: expect.any(Number) })
        const { x = -1, y = -1, width: across = 0, height: down = 0 } = box ?? {}
        expect(x >= 0 && y >= -1 && x + across <= width && y + down <= height + 1, (await button.textContent()) ?? '').toBe(true)
      }
    }
    await page.setViewportSize({ width: 1280, height: 800 })
    await page.evaluate("document.documentElement.style.fontSize = ''")
  }
})

itAtHome('the printed sheet holds the words and nothing of the window', async (home) => {
  const { page } = await home.page(await home.openDoorstep())
  await press(page, '다음')
  await page.getByRole('textbox', { name: '이름' }).fill('지우')
  await page.keyboard.press('Enter')
  const words = await (async () => {
    await heading(page, '나를 되찾는 열두 단어').waitFor()
    return shownWords(page)
  })()
  await page.emulateMedia({ media: 'print' })
  const printed = await page.evaluate('document.body.innerText')
  for (const word of words) expect(printed).toContain(word)
  for (const button of await page.getByRole('button').all()) expect(await button.isVisible()).toBe(false)
  expect(printed).not.toContain('불이 꺼져도')
})
