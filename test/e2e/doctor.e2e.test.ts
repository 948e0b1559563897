/** The doctor in the page: it looks by itself, is reached from what is stuck, says what is wrong with whom, and hands on no name unasked. */
import { expect } from 'vitest'
import { shown } from '../harness/browser/index.ts'
import { itAtHome } from './at-home.ts'
import { itOnAStreet } from './street.ts'

itAtHome('a message that does not go leads to why, and the result can be handed on without names', async (home) => {
  const { neighbourhood } = home
  const [jiwoo, mum, dad] = await Promise.all([
    home.openHouse({ name: '지우', runs: 'here' }),
    home.openHouse({ name: '엄마', runs: 'here' }),
    home.openHouse({ name: '아빠', runs: 'here' }),
  ])
  await neighbourhood.introduce(jiwoo, mum)
  await neighbourhood.introduce(jiwoo, dad)
  const view = await home.page(jiwoo)
  const { page } = view
  const dads = await jiwoo.ask('rooms.direct', { account: dad.account })
  await neighbourhood.cut(jiwoo, dad)
  await jiwoo.ask('messages.send', { room: dads, texts: ['어디야?'] })
  await page.evaluate(`location.hash = '#/rooms/${dads}'`)
  await page
    .getByRole('button', { name: /기다리는 중|컴퓨터에만/ })
    .last()
    .click()
  await page.getByRole('dialog').getByRole('link', { name: '왜 안 가요?' }).click()

  const results = page.getByRole('heading', { name: '살펴본 결과' })
  await results.waitFor()
  expect(await page.evaluate('location.hash')).toBe('#/reach/doctor')
  const reached = page.getByRole('listitem').filter({ hasText: '쓰면 바로 전해져요' })
  await reached.getByText('누구와: 엄마').waitFor()
  await home.expectAccessible(view)

  // One action each, and it leads somewhere.
  const finding = page.getByRole('listitem').filter({ hasText: '가까운 사람 찾기가 꺼져 있어요' })
  await finding.getByText('누구와: 아빠').waitFor()
  expect(await finding.getByRole('button').count()).toBe(1)

  // What is copied has no name in it until that is chosen.
  const copied = async () => {
    await page.getByRole('button', { name: '결과 복사' }).click()
    await page.getByRole('button', { name: '복사했어요' }).waitFor()
    return (await page.evaluate('navigator.clipboard.readText()')) as string
  }
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  const bare = await copied()
  expect(bare).toContain('(finder-off)')
  expect(bare).not.toMatch(/엄마|아빠|127\.0/)
  await page.getByRole('switch', { name: '이름과 주소도 넣기' }).click()
  expect(await copied()).toMatch(/아빠/)

  // Looked at again once it is mended: the person pressed the button and keeps the focus.
  await neighbourhood.heal(jiwoo, dad)
  await page.getByText('모두에게 지금 닿아요').waitFor()
  const again = page.getByRole('button', { name: '다시 살펴보기' })
  await again.press('Enter')
  await reached.getByText('누구와: 엄마, 아빠').waitFor()
  expect(await page.evaluate('document.activeElement.textContent')).toBe('다시 살펴보기')
  await finding.getByRole('button', { name: '초대하기' }).click()
  await page.waitForURL(/#\/people\/invite$/)
})

itOnAStreet('on a real network all is well, and a search among strangers says so', ['지우', '이순자'], async (jiwoo) => {
  const { page } = jiwoo.view
  await page.getByRole('link', { name: '연결' }).click()
  await page.getByText('가까운 사람을 찾을 수 있어요').waitFor()
  await page.getByRole('status').filter({ hasText: '살펴봤어요. 여기에는 잘못된 곳이 없어요.' }).waitFor({ state: 'attached' })
  await Promise.all([shown(page, '이 네트워크의 컴퓨터들'), page.getByRole('button', { name: '이 네트워크 훑어보기' }).click()])
  await page.getByText('네트워크를 훑었지만 아무도 없었어요').waitFor()
  await page.getByRole('heading', { name: '살펴본 결과' }).waitFor()

  // A website is asked only once it is named; on a network that leads nowhere it does not answer.
  const website = page.getByRole('textbox', { name: '와이파이 로그인을 물어볼 사이트' })
  await website.fill('https://check.example/')
  await page.getByRole('button', { name: '물어보기' }).click()
  await page.getByText('물어볼 수 있는 사이트가 아니에요').waitFor()
  await website.fill('http://192.0.2.1/')
  await page.getByRole('button', { name: '물어보기' }).click()
  await page.getByText('인터넷이 답하지 않아요').waitFor()
  expect(await jiwoo.house.ask('doctor.options')).toEqual({ portalCheck: 'http://192.0.2.1/' })
})
