/** Coming back with the twelve words, on both screens: whom the empty computer asked, and the contact who is asked. By keyboard. */
import { expect } from 'vitest'
import { axeFindings } from '../harness/browser/index.ts'
import { itWhereSomebodyReturns } from './street.ts'

itWhereSomebodyReturns(
  '[RECV-2] [RECV-3] [RECV-4] [RECV-7] an empty computer says whom it asked and what helps; after one yes the rooms are back',
  ['이순자', '지우', '한결'],
  async ({ neighbours: [mum, jiwoo, stranger], comeBack }) => {
    if (mum === undefined || jiwoo === undefined || stranger === undefined) throw new Error('three neighbours')
    const { link } = await mum.house.ask('people.invite')
    await jiwoo.house.ask('people.accept', { link })
    await jiwoo.house.until('know each other', async () => {
      const { records } = await jiwoo.house.ask('status.get')
      return records.some(({ account }) => account === mum.house.account) || undefined
    })
    await jiwoo.house.ask('people.rename', { account: mum.house.account, name: '엄마' })
    const room = await jiwoo.house.ask('rooms.create', { name: '우리 가족', members: [mum.house.account] })
    await mum.house.until('the room', async () => (await mum.house.ask('rooms.list')).some((each) => each.room === room) || undefined)
    await jiwoo.house.ask('messages.send', { room, texts: ['저녁은 카레'] })
    await jiwoo.view.page.evaluate(`location.hash = '#/settings/words'`)
    const keepers = jiwoo.view.page.getByRole('region', { name: '내 연락처를 돌려줄 사람' })
    await keepers.getByText('엄마', { exact: true }).waitFor()
    await keepers.getByText(/^마지막 확인/).waitFor()
    expect(await axeFindings(jiwoo.view.page)).toEqual([])
    mum.view.expectTrouble(/WebSocket|CONNECTION|net::/)
    await mum.view.close()
    await mum.house.crash()

    const back = await comeBack('이순자')
    const [mine, theirs] = [back.view.page, jiwoo.view.page]
    await mine.getByText('아는 사람이 받아들이면 방이 돌아와요').waitFor()
    await mine.getByRole('button', { name: '방법 보기' }).focus()
    await mine.keyboard.press('Enter')
    const asked = mine.getByRole('region', { name: '돌아오는 중이에요' })
    await asked.getByText(/전화로 먼저 알려 주세요/).waitFor()
    // Whoever is near was asked, known or not; none of them is told apart, and none stands among the strangers besides.
    await asked.getByText('지우', { exact: true }).waitFor()
    await asked.getByText('한결', { exact: true }).waitFor()
    expect(await asked.getByText('기다리는 중').count()).toBe(2)
    expect(await mine.getByRole('region', { name: '가까이 있어요' }).count()).toBe(0)
    expect(await axeFindings(mine)).toEqual([])

    await theirs.evaluate(`location.hash = '#/people'`)
    const knock = theirs.getByRole('region', { name: '두드린 사람' })
    await knock.getByText('엄마', { exact: true }).waitFor()
    await knock.getByText('새 컴퓨터라고 해요. 받아들이기 전에 전화로 확인해 주세요').waitFor()
    expect(await theirs.getByRole('button', { name: '이순자 추가' }).count()).toBe(0)
    expect(await axeFindings(theirs)).toEqual([])
    expect((await stranger.house.ask('people.knocks')).length).toBe(0)
    await knock.getByRole('button', { name: '엄마 받아들이기' }).focus()
    await theirs.keyboard.press('Enter')
    await theirs.getByText('이제 엄마가 새 컴퓨터에서 방을 다시 볼 수 있어요').waitFor()
    await knock.waitFor({ state: 'detached' })
    expect(await theirs.evaluate(`document.activeElement.closest('[data-pane]')?.dataset.pane`)).toBe('list')

    await asked.getByText('받아들였어요').waitFor()
    await asked.getByText(/함께 쓰던 방이 돌아와요/).waitFor()
    expect(await axeFindings(mine)).toEqual([])
    await mine.getByRole('link', { name: /^방/ }).click()
    await mine.getByRole('link', { name: /우리 가족/ }).waitFor()
    expect(await mine.getByText('아는 사람이 받아들이면 방이 돌아와요').count()).toBe(0)
  },
)
