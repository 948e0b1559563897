/** Becoming contacts and living with them: by a pasted sentence, by a picture of a code, by a room's door; compared, renamed, blocked. */
import { expect } from 'vitest'
import type { Page } from 'playwright-core'
import { renderSVG } from 'uqr'
import type { House } from '../harness/houses/index.ts'
import { itAtHome } from './at-home.ts'

async function toPeople(page: Page, path = ''): Promise<void> {
  await page.getByRole('navigation').waitFor()
  await page.evaluate(`location.hash = '#/people${path}'`)
}

function contactOf(here: House, there: House) {
  return here.until(`knows ${there.name}`, async () => {
    const found = (await here.ask('people.contacts')).find(({ account }) => account === there.account)
    return found?.state === 'paired' ? found : undefined
  })
}

itAtHome('whoever pastes the whole sentence of an invitation sees who invites before anything happens, and then talks', async (home) => {
  const [jiwoo, soonja] = await Promise.all([home.openHouse({ name: '김지우' }), home.openHouse({ name: '이순자' })])
  const [mine, theirs] = [await home.page(jiwoo), await home.page(soonja)]

  await toPeople(mine.page, '/invite')
  const sheet = mine.page.getByRole('dialog', { name: '초대하기' })
  await sheet.getByRole('img', { name: '초대 QR' }).waitFor()
  await home.expectAccessible(mine)
  await mine.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await sheet.getByRole('textbox').fill('할머니, 지우예요. 이걸로 이야기해요.')
  await sheet.getByRole('button', { name: '문장 복사' }).click()
  await sheet.getByRole('button', { name: '복사했어요' }).waitFor()
  const sentence = String(await mine.page.evaluate('navigator.clipboard.readText()'))
  expect(sentence).toMatch(/^할머니, 지우예요\. 이걸로 이야기해요\.\nsarangbang:\/\/add#[\w-]+$/)

  await toPeople(theirs.page, '/accept')
  const accept = theirs.page.getByRole('dialog', { name: '초대 받기' })
  await accept.getByRole('textbox', { name: '받은 초대' }).fill(`[김지우] [오후 4:20] ${sentence}\n[이순자] 응?`)
  await accept.getByText('김지우라고 해요').waitFor()
  await home.expectAccessible(theirs)
  // Nothing has happened yet.
  expect(await soonja.ask('people.contacts')).toEqual([])
  await accept.getByRole('button', { name: '이어지기' }).click()
  await Promise.all([contactOf(jiwoo, soonja), contactOf(soonja, jiwoo)])
  await theirs.page.waitForURL(/#\/rooms\//)
  await sheet.getByText('이순자와 이어졌어요').waitFor()
})

itAtHome('a picture of the code on the screen is taken as well as the link itself', async (home) => {
  const [jiwoo, minjun] = await Promise.all([home.openHouse({ name: '지우' }), home.openHouse({ name: '민준' })])
  const [mine, theirs] = [await home.page(jiwoo), await home.page(minjun, { width: 'narrow' })]
  await toPeople(mine.page, '/invite')
  const code = mine.page.getByRole('img', { name: '초대 QR' })
  await code.waitFor()
  // A photograph has the screen around the code.
  const picture = await mine.page.screenshot({ animations: 'disabled' })

  await toPeople(theirs.page, '/accept')
  const accept = theirs.page.getByRole('dialog', { name: '초대 받기' })
  const choosing = theirs.page.waitForEvent('filechooser')
  await accept.getByRole('button', { name: 'QR 사진 고르기' }).click()
  const chooser = await choosing
  await chooser.setFiles({ name: 'code.png', mimeType: 'image/png', buffer: picture })
  await accept.getByText('지우라고 해요').waitFor()
  await home.expectAccessible(theirs)
  await accept.getByRole('button', { name: '이어지기' }).click()
  // Out of a picture: not compared in person.
  expect(await contactOf(minjun, jiwoo)).toMatchObject({ verified: false })
})

itAtHome('pictures that cannot be read, hostile links and hostile names are said plainly, and nothing happens', async (home) => {
  const long = `나는 ${'아주 '.repeat(10)}긴 이름`
  const [evil, jiwoo] = await Promise.all([home.openHouse({ name: `\u202e${long}`, deviceName: 'PC' }), home.openHouse({ name: '지우' })])
  const { page } = await home.page(jiwoo, { width: 'narrow' })
  await toPeople(page, '/accept')
  const accept = page.getByRole('dialog', { name: '초대 받기' })
  const field = accept.getByRole('textbox', { name: '받은 초대' })
  const act = accept.getByRole('button', { name: /이어지기|들어가기/ })

  for (const [text, said] of [
    ['안녕, 여기로 와', /초대 주소가 없어요/],
    ['sarangbang://add#AAAA', /초대가 아니거나/],
    [`sarangbang://join#${'A'.repeat(5000)}`, /초대가 아니거나/],
    ['javascript:alert(1)//sarangbang:', /초대 주소가 없어요/],
    [(await jiwoo.ask('people.invite')).link, /내가 만든 초대예요/],
    [(await jiwoo.ask('people.invite', { expiresInMs: 1 })).link, /끝난 초대예요/],
  ] as const) {
    await field.fill(text)
    await accept.getByText(said).waitFor()
    expect(await act.count(), text).toBe(0)
  }

  const written = await field.inputValue()
  const choosing = page.waitForEvent('filechooser')
  await accept.getByRole('button', { name: 'QR 사진 고르기' }).click()
  const chooser = await choosing
  await chooser.setFiles({ name: 'bomb.png', mimeType: 'image/png', buffer: bomb(60_000, 60_000) })
  await accept.getByText('사진이 너무 커요').waitFor()
  await chooser.setFiles({ name: 'words.png', mimeType: 'image/png', buffer: Buffer.from('no picture at all, by no means') })
  await accept.getByText('읽을 수 있는 사진이 아니에요').waitFor()
  await chooser.setFiles({ name: 'plain.png', mimeType: 'image/png', buffer: await page.screenshot() })
  await accept.getByText('QR을 찾지 못했어요').waitFor()
  await chooser.setFiles({ name: 'bomb.png', mimeType: 'image/png', buffer: bomb(60_000, 60_000) })
  await accept.getByText('사진이 너무 커요').waitFor()
  // A reader also makes this of some pictures with no code in them; what was written stays.
  await chooser.setFiles({ name: 'empty.png', mimeType: 'image/png', buffer: await emptyCode(page) })
  await accept.getByText('QR을 찾지 못했어요').waitFor()
  expect(await field.inputValue()).toBe(written)

  const { link } = await evil.ask('people.invite')
  await field.fill(link)
  const title = accept.getByRole('heading', { name: /나는/ })
  await title.waitFor()
  expect(await title.textContent()).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/)
  // It wraps instead of pushing the answers out of the window.
  expect((await act.boundingBox())?.width ?? 0).toBeGreaterThan(100)
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  await accept.getByRole('button', { name: '나중에' }).click()
  await accept.waitFor({ state: 'hidden' })
  expect(await jiwoo.ask('people.contacts')).toEqual([])
})

itAtHome('an invitation into a room says which room and who, and can be withdrawn', async (home) => {
  const [mum, jiwoo] = await Promise.all([home.openHouse({ name: '엄마' }), home.openHouse({ name: '지우' })])
  await home.neighbourhood.introduce(mum, jiwoo)
  const room = await mum.ask('rooms.create', { name: '우리 가족' })
  const [mine, theirs] = [await home.page(mum), await home.page(jiwoo)]
  await toPeople(mine.page, `/invite/${room}`)
  const sheet = mine.page.getByRole('dialog', { name: '우리 가족에 초대하기' })
  await sheet.getByRole('img', { name: '초대 QR' }).waitFor()
  await home.expectAccessible(mine)
  await sheet.getByRole('combobox', { name: '들어올 수 있는 사람' }).click()
  await mine.page.getByRole('option', { name: '5명' }).click()
  // What nobody was given is withdrawn when other terms are chosen.
  const invite = await mum.until('one invitation for five', async () => {
    const [first, ...others] = await mum.ask('rooms.invites', { room })
    return first?.max === 5 && others.length === 0 ? first : undefined
  })
  await sheet.getByText('5명 중 0명 들어왔어요').waitFor()
  const link = (await sheet.getByText(/^sarangbang:/).textContent()) ?? ''

  await toPeople(theirs.page, '/accept')
  const accept = theirs.page.getByRole('dialog', { name: '초대 받기' })
  await accept.getByRole('textbox', { name: '받은 초대' }).fill(link)
  await accept.getByRole('heading', { name: '우리 가족' }).waitFor()
  await accept.getByText('엄마가 이 방에 초대해요').waitFor()
  expect((await jiwoo.ask('rooms.list')).some((each) => each.name === '우리 가족')).toBe(false)
  await accept.getByRole('button', { name: '들어가기' }).click()
  await jiwoo.until('is in', async () =>
    (await jiwoo.ask('rooms.list')).some(({ name, state }) => name === '우리 가족' && state === 'open'),
  )
  await sheet.getByText('5명 중 1명 들어왔어요').waitFor()

  await sheet.getByRole('button', { name: '거두기' }).click()
  await sheet.page().getByRole('alertdialog').getByRole('button', { name: '거두기' }).click()
  await mum.until('no invitation', async () => (await mum.ask('rooms.invites', { room })).every((each) => each.invite !== invite.invite))
})

itAtHome('a contact is renamed, compared and taken back, blocked and let in again', async (home) => {
  const [jiwoo, soonja] = await Promise.all([home.openHouse({ name: '지우' }), home.openHouse({ name: '이순자' })])
  await home.neighbourhood.introduce(jiwoo, soonja)
  const view = await home.page(jiwoo)
  const { page } = view
  await toPeople(page)
  await page.getByRole('searchbox', { name: '이름이나 초성으로 찾기' }).fill('ㅇㅅㅈ')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  const sheet = page.getByRole('main')
  await sheet.getByRole('heading', { name: '안전 번호' }).waitFor()

  const { digits } = await jiwoo.ask('profile.safetyNumber', { account: soonja.account })
  for (const group of digits.split(' ')) expect(await sheet.getByText(group, { exact: true }).count()).toBeGreaterThan(0)
  expect((await soonja.ask('profile.safetyNumber', { account: jiwoo.account })).digits).toBe(digits)
  await home.expectAccessible(view)

  await sheet.getByRole('button', { name: '이름 바꾸기' }).click()
  await sheet.getByRole('textbox', { name: '내가 부르는 이름' }).fill('할머니')
  await page.keyboard.press('Enter')
  await sheet
    .getByRole('heading', { name: /^할머니/ })
    .first()
    .waitFor()
  await sheet.getByText('스스로는 이순자라고 해요').waitFor()

  await sheet.getByRole('button', { name: '비교했어요' }).click()
  await sheet.getByText('진짜 할머니예요').waitFor()
  expect(await contactOf(jiwoo, soonja)).toMatchObject({ name: '할머니', verified: true })
  await sheet.getByRole('button', { name: '표시 지우기' }).click()
  await jiwoo.until('not compared', async () => !(await contactOf(jiwoo, soonja)).verified)

  await sheet.getByRole('button', { name: '차단하기' }).click()
  const asked = page.getByRole('alertdialog', { name: '할머니를 차단할까요?' })
  await asked.waitFor()
  await home.expectAccessible(view)
  await page.keyboard.press('Enter')
  await asked.waitFor({ state: 'hidden' })
  // Enter alone took the safe answer.
  expect(await contactOf(jiwoo, soonja)).toMatchObject({ blocked: false })
  await sheet.getByRole('button', { name: '차단하기' }).click()
  await asked.getByRole('button', { name: '차단하기' }).click()
  await sheet.getByText('할머니는 차단한 사람이에요').waitFor()
  expect(
    await page
      .getByRole('complementary')
      .getByRole('link', { name: /할머니/ })
      .count(),
  ).toBe(0)
  await sheet.getByRole('button', { name: '차단 풀기' }).click()
  await sheet.getByRole('heading', { name: '안전 번호' }).waitFor()
  expect(await contactOf(jiwoo, soonja)).toMatchObject({ blocked: false })
})

itAtHome('a stranger at the door of a room stands apart, and comes in when let in', async (home) => {
  const [mum, hangyeol] = await Promise.all([home.openHouse({ name: '엄마' }), home.openHouse({ name: '한결' })])
  const room = await mum.ask('rooms.create', { name: '201동' })
  const view = await home.page(mum)
  const { page } = view
  await toPeople(page)
  const { link } = await mum.ask('rooms.invite', { room, ask: true })
  void hangyeol.ask('people.accept', { link }).catch(() => undefined)
  const row = page.getByRole('region', { name: '두드린 사람' }).getByRole('listitem')
  await row.getByText('‘201동’에 들어오고 싶어 해요').waitFor()
  await home.expectAccessible(view)
  await row.getByRole('button', { name: '한결 받아들이기' }).click()
  await hangyeol.until('is in', async () => (await hangyeol.ask('rooms.list')).some(({ state }) => state === 'open'))
  await row.waitFor({ state: 'hidden' })
})

/** A code that says nothing. */
async function emptyCode(page: Page): Promise<Buffer> {
  const paper = await page.context().newPage()
  await paper.setContent(renderSVG('', { border: 8 }))
  const picture = await paper.screenshot()
  await paper.close()
  return picture
}

/** A picture of a few bytes that claims to unpack to gigabytes. */
function bomb(width: number, height: number): Buffer {
  const head = Buffer.alloc(33)
  Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex').copy(head)
  head.writeUInt32BE(width, 16)
  head.writeUInt32BE(height, 20)
  head.set([8, 6, 0, 0, 0], 24)
  return head
}
