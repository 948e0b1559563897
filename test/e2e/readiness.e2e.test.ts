/** The board, a drill and the outage watch as a person meets them: real engines, a messenger's host on loopback that goes and comes back. */
import { expect, onTestFinished } from 'vitest'
import { Neighbourhood, SceneClock } from '../harness/houses/index.ts'
import { aServer, type Behaviour } from '../outage/servers.ts'
import { itAtHome } from './at-home.ts'

itAtHome('the board names who would be reached, and a drill who answers without the internet', async (home) => {
  const [jiwoo, mum, dad] = await Promise.all([
    home.openHouse({ name: '지우', runs: 'here' }),
    home.openHouse({ name: '엄마', runs: 'here' }),
    home.openHouse({ name: '아빠', runs: 'here' }),
  ])
  const view = await home.page(jiwoo)
  const { page } = view
  await page.getByRole('link', { name: '준비' }).click()
  await page.getByRole('heading', { name: '오늘 밤 누가 있을까요?' }).waitFor()
  await home.expectAccessible(view)

  await home.neighbourhood.introduce(jiwoo, mum)
  await home.neighbourhood.introduce(jiwoo, dad)
  await page.getByRole('heading', { name: /오늘 밤 불이 나도 2명 모두에게 닿아요/ }).waitFor()
  const row = page.getByRole('row', { name: /엄마/ })
  await row.getByText(/^지금, 같은 와이파이$/).waitFor()
  await jiwoo.ask('people.verify', { account: mum.account, verified: true })
  await row.getByText('비교했어요').waitFor()
  await home.expectAccessible(view)

  // Dad's computer is off when it comes to it.
  await home.neighbourhood.cut(jiwoo, dad)
  await page.getByRole('button', { name: '연습하기' }).click()
  await page.getByRole('radio', { name: '인터넷이 끊겼을 때' }).waitFor()
  await home.expectAccessible(view)
  await page.getByRole('button', { name: '연습 시작하기' }).click()
  const answers = page.getByRole('list', { name: '누가 대답하나요' })
  await answers.getByRole('listitem').filter({ hasText: '엄마' }).getByText('대답했어요, 같은 와이파이').waitFor()
  await answers.getByRole('listitem').filter({ hasText: '아빠' }).getByText('아직 대답이 없어요').waitFor()
  await page.getByRole('status').filter({ hasText: '1명이 대답했어요' }).waitFor({ state: 'attached' })
  await home.expectAccessible(view)
  await page.getByRole('button', { name: '그만하기' }).click()
  await page.getByText(/인터넷 없이 2명 중 1명이 대답했어요: 엄마/).waitFor()
  await page.getByText(/대답이 없는 사람: 아빠/).waitFor()
  await home.expectAccessible(view)

  // All ways are open again, and the result is still there after a reload.
  await home.neighbourhood.heal(jiwoo, dad)
  await expect
    .poll(async () => (await jiwoo.ask('status.get')).contacts.map(({ reach }) => reach), { timeout: 60_000 })
    .toEqual(['connected', 'connected'])
  await page.reload()
  await page.getByText(/인터넷 없이 2명 중 1명이 대답했어요/).waitFor()

  // What the board proposes can be done where it leads.
  await page.evaluate(`location.hash = '#/ready'`)
  const [link, button] = (['link', 'button'] as const).map((role) => page.getByRole(role, { name: /^맡아 줄 사람 부탁하기/ }))
  if (link !== undefined && button !== undefined) await link.or(button).click()
  await page.getByRole('region', { name: '대신 보관' }).waitFor()
  await expect.poll(() => page.evaluate('document.activeElement.textContent')).toContain('부탁하기')
  await home.expectAccessible(view)
})

itAtHome('the usual messenger stops, is told with one tap, and comes back', async (home) => {
  const clock = new SceneClock('2022-10-15 15:20')
  let behaviour: Behaviour = 'answers'
  const [burning, other] = [await aServer(() => behaviour), await aServer()]
  const neighbourhood = new Neighbourhood({ clock })
  onTestFinished(() => neighbourhood.close())
  const [jiwoo, mum] = await Promise.all([neighbourhood.open({ name: '지우' }), neighbourhood.open({ name: '엄마' })])
  await neighbourhood.introduce(jiwoo, mum)
  const room = await jiwoo.ask('rooms.create', { name: '우리 집', members: [mum.account] })
  await expect.poll(async () => (await mum.ask('rooms.list')).map((each) => each.room)).toContain(room)
  const view = await home.page(jiwoo)
  const { page } = view

  // Nothing is asked before somebody agreed.
  await page.evaluate(`location.hash = '#/settings/outage'`)
  for (const [name, server] of [
    ['늘 쓰던 것', burning],
    ['다른 것', other],
  ] as const) {
    await page.getByRole('button', { name: /직접 더하기/ }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: '이름' }).fill(name)
    await dialog.getByRole('textbox', { name: '주소' }).fill('https://nonsense')
    await dialog.getByRole('button', { name: '더하기' }).click()
    await dialog.getByText(/서비스 주소가 아니에요/).waitFor()
    await dialog.getByRole('textbox', { name: '주소' }).fill(`127.0.0.1:${server.port}`)
    await dialog.getByRole('button', { name: '더하기' }).click()
    await page.getByRole('switch', { name, exact: true }).waitFor()
  }
  await page.getByRole('switch', { name: '우리 집' }).click()
  expect(burning.connections()).toBe(0)
  await page.getByRole('switch', { name: '늘 쓰던 메신저 살펴보기' }).click()
  await page.getByText(/내 정보나 이야기는 아무것도 보내지 않아요/).waitFor()
  await home.expectAccessible(view)
  expect(burning.connections()).toBe(0)
  await page.getByRole('button', { name: '켜기', exact: true }).click()
  await expect.poll(() => burning.connections()).toBe(1)
  await page.getByText('응답해요').first().waitFor()
  await home.expectAccessible(view)

  behaviour = 'resets'
  await page.getByRole('link', { name: '방', exact: true }).click()
  for (const time of ['15:32', '15:33', '15:34', '15:35']) {
    clock.goTo(`2022-10-15 ${time}`)
    await jiwoo.ask('outage.check')
  }
  const strip = page.getByRole('status').filter({ hasText: '늘 쓰던 것이 응답하지 않아요. 오후 3:32부터예요. 우리는 여기서 이야기해요.' })
  await strip.waitFor()
  await home.expectAccessible(view)
  await page.getByRole('button', { name: '여기 있다고 알리기' }).click()
  await strip.waitFor({ state: 'detached' })
  await expect.poll(async () => (await mum.ask('messages.page', { room })).map(({ text }) => text)).toContain('여기 있어요.')

  behaviour = 'answers'
  for (const time of ['15:40', '15:41']) {
    clock.goTo(`2022-10-15 ${time}`)
    await jiwoo.ask('outage.check')
  }
  await page.getByRole('status').filter({ hasText: '늘 쓰던 것이 돌아왔어요' }).waitFor()
  // Since when it had stopped, and what was said in between.
  await page.getByRole('button', { name: '그동안 있었던 일' }).click()
  const digest = page.getByRole('dialog', { name: '그동안 있었던 일' })
  expect(await digest.getByRole('combobox', { name: '언제부터' }).textContent()).toMatch(/멈춘 때부터 .*오후 3:32/)
  await digest.getByText('방 1개에서 메시지 1개').waitFor()
  await home.expectAccessible(view)
  await digest.getByRole('button', { name: '닫기' }).click()
  await page.getByRole('button', { name: '나중에' }).click()
  await page.getByText('늘 쓰던 것이 돌아왔어요').waitFor({ state: 'detached' })
})
