/** The day itself: the usual messenger is silent, and Jiwoo has just practised for it. Played on purpose with hosts on this computer only. */
import { Stage, type StageOptions } from '../../test/scenes/index.ts'
import type { House } from '../../test/harness/houses/index.ts'
import type { Scene, Screen, Visit } from './screen.ts'

interface ReadyScene extends Scene {
  readonly self: House
  /** Begins a drill that was not begun, and waits until those answered who can. */
  drill(): Promise<void>
  endDrill(): Promise<void>
}

/** Nobody listens there: whoever is asked at it does not respond. */
const NOBODY = '127.0.0.1:1'
const PRESET = ['booking-loco.kakao.com', 'katalk.kakao.com']
const MOMENTS = ['10-15 15:32', '10-15 15:33', '10-15 15:34', '10-15 15:35']

export async function playReady(options: Omit<StageOptions, 'start'>): Promise<ReadyScene> {
  const stage = new Stage({ ...options, start: '2022-10-15 15:20' })
  const [jiwoo, mum, dad, grandma] = await Promise.all([
    stage.house({ ko: '김지우', en: 'Jiwoo' }, { ko: '지우 노트북', en: 'Jiwoo’s laptop' }, { keepsWords: true }),
    stage.house({ ko: '박미경', en: 'Mikyung' }, { ko: '엄마 노트북', en: 'Mum’s laptop' }),
    stage.house({ ko: '김영호', en: 'Youngho' }, { ko: '가게 컴퓨터', en: 'Shop computer' }),
    stage.house({ ko: '이순자', en: 'Soonja' }, { ko: '할머니 노트북', en: 'Grandma’s laptop' }),
  ])
  await stage.circle(jiwoo, mum, grandma)
  await stage.friends(jiwoo, dad)
  await stage.calls(jiwoo, mum, { ko: '엄마', en: 'Mum' })
  await stage.calls(jiwoo, dad, { ko: '아빠', en: 'Dad' })
  await stage.calls(jiwoo, grandma, { ko: '할머니', en: 'Grandma' })
  await jiwoo.ask('people.verify', { account: mum.account, verified: true })
  const room = await stage.room(jiwoo, { ko: '우리 가족', en: 'Our family' }, [mum, grandma])
  await stage.says('10-15 15:30', jiwoo, room, { ko: '엄마 카톡 안 돼?', en: 'Mum, is KakaoTalk down for you?' })
  await stage.neighbourhood.cut(jiwoo, dad)

  // Of the real hosts none is left before anything is switched on.
  await jiwoo.ask('outage.addHost', { service: 'kakaotalk', host: NOBODY })
  for (const host of PRESET) await jiwoo.ask('outage.removeHost', { service: 'kakaotalk', host })
  await jiwoo.ask('outage.choose', { isOn: true, watch: ['kakaotalk'], rooms: [room.id] })
  for (const moment of MOMENTS) {
    stage.at(moment)
    await jiwoo.ask('outage.check')
  }
  return {
    stage,
    self: jiwoo,
    async drill() {
      if ((await jiwoo.ask('drill.status')).running === undefined) await jiwoo.ask('drill.start', { mode: 'no-internet' })
      await jiwoo.until('two answered', async () => {
        const { running } = await jiwoo.ask('drill.status')
        return running?.people.filter(({ answered }) => answered !== undefined).length === 2
      })
    },
    async endDrill() {
      if ((await jiwoo.ask('drill.status')).running !== undefined) await jiwoo.ask('drill.stop')
    },
  }
}

type Seen = Visit<ReadyScene>

export const READY_SCREENS: readonly Screen<ReadyScene>[] = [
  { name: 'outage-strip', open: ({ page }) => page.getByRole('button', { name: /여기 있다고 알리기|Say “I’m here”/ }).waitFor() },
  { name: 'outage-settings', open: (seen) => at(seen, '/settings/outage', /응답하지 않아요|not responding/) },
  { name: 'outage-consent', before: ({ self }) => self.ask('outage.choose', { isOn: false }), open: consent },
  { name: 'ready-words', open: (seen) => at(seen, '/ready', /열두 단어 적기|Write down the twelve words/) },
  { name: 'ready-drill-running', before: (scene) => scene.drill(), open: (seen) => at(seen, '/ready/drill', /남았어요| left$/) },
  {
    name: 'ready-drill-done',
    before: async (scene) => (await scene.drill(), await scene.endDrill()),
    open: (seen) => at(seen, '/ready/drill', /지난 연습|Last time/),
  },
]

async function at({ page, go }: Seen, route: string, text: RegExp): Promise<void> {
  await go(route)
  await page.getByText(text).first().waitFor()
}

async function consent({ page, go, say }: Seen): Promise<void> {
  await go('/settings/outage')
  await page.getByRole('switch', { name: say({ ko: '늘 쓰던 메신저 살펴보기', en: 'Watch the usual messengers' }) }).click()
  await page.getByRole('dialog').waitFor()
}
