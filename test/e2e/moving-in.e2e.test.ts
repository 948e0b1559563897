/** Moving in from the page: files are chosen, people told apart, everything is here, and all of it can be taken back. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { itAtHome } from './at-home.ts'

const SAMPLES = join(import.meta.dirname, '../../../shared/reference/import-samples')

const FAMILY = `우리 가족 님과 카카오톡 대화
저장한 날짜 : 2022-10-16 09:00:00

--------------- 2022년 10월 15일 토요일 ---------------
[서연] [오후 3:28] 다들 카톡 돼?
[엄마] [오후 3:31] 나도 안 간다
[<b>아빠</b>] [오후 3:32] 사진
[서연] [오후 3:33] 두 줄로
쓴 말
`
const CARDS = `BEGIN:VCARD
VERSION:3.0
N:한;결;;;
FN:한결
TEL;TYPE=CELL:010-2345-6789
END:VCARD
`
const file = (name: string, text: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })

itAtHome('a conversation and an address book move in, are found, and are taken back', async (home) => {
  const mine = await home.openHouse({ name: '지우' })
  const view = await home.page(mine)
  const { page } = view
  await page.getByRole('link', { name: '설정' }).click()
  await page.getByRole('link', { name: '옮겨 오기' }).click()
  await page.getByText(/아무에게도 보내지 않아요/).waitFor()
  await home.expectAccessible(view)

  await page
    .getByLabel('파일 고르기')
    .setInputFiles([file('KakaoTalk_20221016.txt', FAMILY), file('people.vcf', CARDS), file('menu.bin', '\0\u0001')])
  await page.getByText('우리 가족', { exact: true }).waitFor()
  await page.getByText('2022년 10월 15일 · 메시지 4개').waitFor()
  await page.getByText('주소록 1명').waitFor()
  await page.getByText('menu.bin').waitFor()
  await page.getByText('대화도 연락처도 아니에요').waitFor()
  await home.expectAccessible(view)

  // Nothing moves before it is said who I am.
  const move = page.getByRole('button', { name: '대화 1개 옮기기' })
  await move.press('Enter')
  await page.getByText('먼저 ‘우리 가족’에서 나를 골라 주세요').first().waitFor()
  await page.getByRole('combobox', { name: '‘우리 가족’에서 나는 누구인가요?' }).click()
  await page.getByRole('option', { name: '서연', exact: true }).click()
  // Whoever is me is nobody else; what looks like markup is a name.
  const others = page.getByRole('group', { name: '누가 누구인가요' })
  await others.getByText('<b>아빠</b>', { exact: true }).waitFor()
  expect(await others.getByText('서연', { exact: true }).count()).toBe(0)
  await move.press('Enter')
  await page.getByText('다 옮겼어요').waitFor()
  await page.getByText('메시지 4개가 새로 왔어요').waitFor()
  await home.expectAccessible(view)

  const [archive] = await mine.ask('imports.archives')
  const shown = await mine.ask('messages.open', { room: archive?.archive ?? '' })
  expect(shown.messages.map(({ text, author }) => [author.name, text])).toEqual([
    ['지우', '다들 카톡 돼?'],
    ['엄마', '나도 안 간다'],
    ['<b>아빠</b>', '사진'],
    ['지우', '두 줄로\n쓴 말'],
  ])
  expect(await mine.ask('messages.search', { text: '카톡' })).toHaveLength(1)

  // The same once more brings nothing; then all of it goes.
  await page.getByRole('button', { name: '다른 파일 고르기' }).click()
  await page.getByLabel('파일 고르기').setInputFiles([file('KakaoTalk_20221016.txt', FAMILY)])
  const place = page.getByRole('combobox', { name: '‘우리 가족’ 옮길 곳' })
  await place.waitFor()
  expect(await place.textContent()).toContain('우리 가족')
  const me = page.getByRole('combobox', { name: '‘우리 가족’에서 나는 누구인가요?' })
  if ((await me.textContent())?.includes('골라') === true) {
    await me.click()
    await page.getByRole('option', { name: '서연', exact: true }).click()
  }
  await page.getByRole('button', { name: '대화 1개 옮기기' }).click()
  await page.getByText('모두 이미 있던 것이에요').waitFor()
  await page.getByRole('button', { name: '다른 파일 고르기' }).click()
  const earlier = page.getByRole('region', { name: '전에 옮긴 것' })
  await earlier.getByRole('button', { name: /people\.vcf.* 되돌리기/ }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: '되돌리기' }).click()
  await page.getByText('메시지 4개를 되돌렸어요').waitFor()
  expect(await mine.ask('messages.search', { text: '카톡' })).toEqual([])
})

itAtHome('real files of every kind are read in one go, and stopping leaves nothing behind', async (home) => {
  if (!existsSync(SAMPLES)) return console.warn(`skipped: no ${SAMPLES}`)
  const mine = await home.openHouse({ name: '서연' })
  const view = await home.page(mine)
  const { page } = view
  await page.getByRole('link', { name: '설정' }).click()
  await page.getByRole('link', { name: '옮겨 오기' }).click()
  await page.getByLabel('폴더 고르기').setInputFiles(SAMPLES)
  await page.getByText('채상욱 리더', { exact: true }).first().waitFor()
  await page.getByRole('button', { name: /^대화 \d+개 옮기기$/ }).waitFor()
  await home.expectAccessible(view)
  await page.getByRole('button', { name: '다른 파일 고르기' }).click()
  await page.getByText(/아무에게도 보내지 않아요/).waitFor()
  await expect.poll(() => mine.ask('imports.sessions')).toEqual([])
  expect(await mine.ask('imports.archives')).toEqual([])
})
