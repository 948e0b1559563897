/** People of an address book who are not here yet: invited many at once, known again when they come, merged and taken apart, by keyboard too. */
import { readFile } from 'node:fs/promises'
import { expect } from 'vitest'
import type { Page } from 'playwright-core'
import { BOOK, RESOURCE } from '../../shared/limits.ts'
import { moveIn } from '../harness/moved-in.ts'
import { itAtHome } from './at-home.ts'

async function toPeople(page: Page, path = ''): Promise<void> {
  await page.locator('[data-pane]').first().waitFor()
  await page.evaluate(`location.hash = '#/people${path}'`)
}

/** What comes out of the printer: the size of each sheet, in points; A4 is 595 by 842. */
async function sheetsOf(page: Page): Promise<readonly string[]> {
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
  return [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(
    ([, width, height]) => `${Math.round(Number(width))}x${Math.round(Number(height))}`,
  )
}

const SHOP = [
  { name: '박서연', phones: ['010-2345-6789'], note: '단골' },
  { name: '이순자', phones: ['010-1111-2222'] },
  { name: '=강민준', email: 'minjun@example.com' },
  { name: '순자 이모', phones: ['010-1111-2222'] },
]

itAtHome('two of an address book are invited, one comes and is known again; the table and the paper hold the same links', async (home) => {
  const [shop, seoyeon] = await Promise.all([home.openHouse({ name: '최은미' }), home.openHouse({ name: '서연' })])
  await moveIn(shop, SHOP)
  const view = await home.page(shop)
  const { page } = view
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await toPeople(page)
  const absent = page.getByRole('region', { name: '아직 사랑방에 없는 사람 4' })
  await absent.getByRole('link', { name: /박서연/ }).waitFor()
  await absent.getByRole('link', { name: /여럿 초대하기/ }).click()

  await page.getByRole('button', { name: '전화번호 있는 사람' }).click()
  await page.getByRole('checkbox', { name: /박서연/ }).check()
  await page.getByRole('button', { name: '모두', exact: true }).click()
  await page.getByRole('checkbox', { name: /강민준/ }).check()
  await page.getByText('2명 골랐어요').waitFor()
  await page.getByRole('textbox', { name: '문장', exact: true }).fill('{이름}, 미소헤어예요. 여기로 오세요')
  await page.getByText('{링크} 자리가 없어서').waitFor()
  await home.expectAccessible(view)
  await page.getByRole('button', { name: '초대 2개 만들기' }).click()

  await page.getByRole('button', { name: '박서연에게 보낼 글 복사' }).click()
  await page.getByText('박서연에게 보낼 글을 복사했어요').waitFor()
  const sentence = String(await page.evaluate('navigator.clipboard.readText()'))
  expect(sentence).toMatch(/^박서연, 미소헤어예요\. 여기로 오세요\nsarangbang:\/\/add#[\w-]+$/)
  const link = sentence.slice(sentence.indexOf('sarangbang:'))
  await home.expectAccessible(view)

  await page.getByRole('tab', { name: '표 파일' }).click()
  const saving = page.waitForEvent('download')
  await page.getByRole('button', { name: '표 저장' }).click()
  const table = await readFile(await (await saving).path(), 'utf8')
  expect(table.startsWith('\uFEFF"이름","전화번호"')).toBe(true)
  expect(table).toContain(`"박서연","010-2345-6789","","박서연, 미소헤어예요. 여기로 오세요\n${link}","${link}"`)
  expect(table).toContain(`"'=강민준",`)

  await page.getByRole('tab', { name: '종이' }).click()
  await page.getByRole('img', { name: '종이에는 이렇게 나와요' }).waitFor()
  await page.emulateMedia({ media: 'print' })
  const [code] = await page.getByRole('img', { name: '박서연의 초대 QR' }).all()
  // 44 mm at 96 dots an inch; nothing else is on the paper.
  expect((await code?.boundingBox())?.width ?? 0).toBeGreaterThan((30 / 25.4) * 96)
  expect(await page.getByRole('navigation').isVisible()).toBe(false)
  await page.emulateMedia({ media: null })
  expect(await sheetsOf(page)).toEqual(['595x842'])

  await seoyeon.ask('people.accept', { link })
  const came = await shop.until('she came', async () => (await shop.ask('book.entries')).find(({ joined }) => joined !== undefined))
  expect(came).toMatchObject({ name: '박서연', account: seoyeon.account })
  const joined = page.getByRole('region', { name: /^들어온 사람/ })
  await joined.getByRole('link', { name: /박서연/ }).waitFor()
  await page.getByText('2명 중 1명이 들어왔어요').waitFor()
  await joined.getByRole('link', { name: /박서연/ }).click()
  await page.getByText('서연과 같은 사람이에요').waitFor()
  await home.expectAccessible(view)
  await page.getByRole('button', { name: '보러 가기' }).click()
  await page.waitForURL(new RegExp(`#/people/${seoyeon.account}$`))
  const written = page.getByRole('region', { name: '주소록에 적힌 것' })
  await written.getByText(/010-2345-6789/).waitFor()
  await page.getByRole('region', { name: '아직 사랑방에 없는 사람 3' }).waitFor()
})

itAtHome('two entries that are one are asked about, merged by keyboard, and taken apart again with nothing lost', async (home) => {
  const shop = await home.openHouse({ name: '최은미' })
  await moveIn(shop, SHOP)
  const before = await shop.ask('book.entries')
  const view = await home.page(shop, { width: 'narrow' })
  const { page } = view
  await toPeople(page)
  await page.getByRole('link', { name: /같은 사람일까요/ }).click()
  const card = page.getByRole('region', { name: /순자/ })
  await card.getByText('전화번호가 같아요').waitFor()
  // Nothing has happened yet.
  expect(await shop.ask('book.entries')).toEqual(before)
  await home.expectAccessible(view)
  await card.getByRole('button', { name: /합치기$/ }).focus()
  await page.keyboard.press('Enter')
  await page.getByText('두 번 적힌 사람이 없어요').waitFor()
  const merged = await shop.until('one of them', async () => (await shop.ask('book.entries')).find((each) => each.merged === 1))
  expect((await shop.ask('book.entries')).length).toBe(3)

  await toPeople(page, `/entry/${merged.entry}`)
  await page.getByText('2명을 합쳤어요').waitFor()
  await home.expectAccessible(view)
  await page.getByRole('button', { name: '다시 나누기' }).click()
  await page.getByText('2명으로 다시 나눴어요').waitFor()
  const after = await shop.ask('book.entries')
  const plain = (entries: typeof before) => entries.map(({ entry, name, phones, note }) => ({ entry, name, phones, note }))
  expect(plain(after)).toEqual(plain(before))
})

itAtHome('somebody is written down, changed, found by initials and by number, and removed after a question', async (home) => {
  const shop = await home.openHouse({ name: '최은미' })
  const view = await home.page(shop)
  const { page } = view
  await toPeople(page)
  await page.getByText('쓰던 연락처를 옮겨 오면 아직 없는 사람이 여기에 보여요.').waitFor()
  await page.getByRole('button', { name: '직접 적기' }).click()
  await page.getByRole('button', { name: '저장', exact: true }).click()
  await page.getByText('이름을 적어 주세요.').waitFor()
  await page.getByRole('textbox', { name: '이름', exact: true }).fill('정하윤')
  await page.getByRole('textbox', { name: '전화번호' }).fill('010-5555-6666\n02-123-4567')
  await page.getByRole('textbox', { name: '전화번호' }).press('Tab')
  await home.expectAccessible(view)
  await page.getByRole('button', { name: '저장', exact: true }).click()
  await page.getByRole('region', { name: '정하윤' }).waitFor()
  expect(await shop.ask('book.entries')).toMatchObject([{ name: '정하윤', phones: [{ value: '010-5555-6666' }, { value: '02-123-4567' }] }])

  const search = page.getByRole('searchbox', { name: '이름이나 초성으로 찾기' })
  const row = page.getByRole('link', { name: /정하윤/ })
  for (const [typed, isThere] of [
    ['ㅈㅎㅇ', true],
    ['5555 66', true],
    ['ㄱㅁㅈ', false],
  ] as const) {
    await search.fill(typed)
    await (isThere ? row.waitFor() : page.getByText('맞는 사람이 없어요').waitFor())
    expect(await row.count(), typed).toBe(isThere ? 1 : 0)
  }
  await search.fill('')
  await page.getByRole('button', { name: '주소록에서 지우기' }).click()
  const question = page.getByRole('alertdialog', { name: '정하윤을 지울까요?' })
  await question.getByRole('button', { name: '그대로 두기' }).click()
  expect((await shop.ask('book.entries')).length).toBe(1)
  await page.getByRole('button', { name: '주소록에서 지우기' }).click()
  await question.getByRole('button', { name: '지우기', exact: true }).click()
  await page.getByText('정하윤을 지웠어요').waitFor()
  expect(await shop.ask('book.entries')).toEqual([])
})

itAtHome('when no more links may wait, as many as may are made, it is said in words, and the others stay chosen', async (home) => {
  const shop = await home.openHouse({ name: '최은미' })
  const wanted = RESOURCE.CONTACT_LINKS + 1
  expect(wanted).toBeGreaterThan(BOOK.INVITED_AT_ONCE)
  await moveIn(
    shop,
    Array.from({ length: wanted }, (_, at) => ({ name: `손님 ${at + 1}` })),
  )
  const { page } = await home.page(shop)
  await toPeople(page, '/invitations')
  await page.getByRole('button', { name: `${wanted}명 모두 고르기` }).click()
  await page.getByRole('button', { name: `초대 ${wanted}개 만들기` }).click()
  await page
    .getByRole('alert')
    .getByText(`${wanted}명 중 ${wanted - 1}명의 초대를 만들었어요`)
    .waitFor({ timeout: 120_000 })
  const invited = (await shop.ask('book.entries')).filter((entry) => entry.invited.length > 0)
  expect(invited.length).toBe(RESOURCE.CONTACT_LINKS)
  await page.getByRole('tab', { name: '종이' }).click()
  await page.getByText('모두 64장이에요').waitFor()
  expect(await sheetsOf(page)).toEqual(Array.from({ length: 64 }, () => '595x842'))
  await page.getByRole('button', { name: '더 초대하기' }).click()
  await page.getByText('1명 골랐어요', { exact: true }).waitFor()
  await page.getByRole('button', { name: '초대 1개 만들기' }).click()
  await page.getByRole('alert').getByText('보낸 링크는 그대로 쓸 수 있어요').waitFor()
  // What was made before is still there.
  await page.getByRole('button', { name: `만들어 둔 초대 ${wanted - 1}개 보기` }).waitFor()
})
