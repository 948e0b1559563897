/** Mum’s laptop is gone. She types her twelve words on a new computer, on Jiwoo’s Wi-Fi, where a neighbour is on as well. */
import type { House } from '../harness/houses/index.ts'
import { type Place, Stage, type StageOptions } from './stage.ts'

export interface ReturnScene {
  readonly stage: Stage
  /** Her new computer. */
  readonly self: House
  readonly jiwoo: House
  readonly room: Place
}

const MUM = { ko: '이순자', en: 'Soonja' }

export async function playReturn(options: Omit<StageOptions, 'start'>): Promise<ReturnScene> {
  const stage = new Stage({ ...options, start: '2022-10-15 16:02' })
  const lost = await stage.house(MUM, { ko: '엄마 노트북', en: 'Mum’s laptop' }, { mdns: true, keepsWords: true })
  const jiwoo = await stage.house({ ko: '김지우', en: 'Jiwoo' }, { ko: '지우 노트북', en: 'Jiwoo’s laptop' }, { mdns: true })
  await stage.circle(lost, jiwoo)
  await stage.calls(jiwoo, lost, { ko: '엄마', en: 'Mum' })
  const room = await stage.room(lost, { ko: '우리 가족', en: 'Our family' }, [jiwoo])
  await stage.says('10-15 16:05', lost, room, { ko: '시장 다녀올게', en: 'Off to the market' })
  // What the words are recognised by comes with where she is (RECV-1).
  await jiwoo.until('what she is recognised by', async () => {
    const { records } = await jiwoo.ask('status.get')
    return records.some(({ account }) => account === lost.account) || undefined
  })
  const { words } = await lost.ask('profile.words')
  if (words === undefined) throw new Error('her words are gone')
  await lost.stop()
  stage.at('10-15 16:18')
  await stage.house({ ko: '302호', en: 'Flat 302' }, { ko: '302호 컴퓨터', en: 'Flat 302' }, { mdns: true })
  const self = await stage.house(MUM, { ko: '새 노트북', en: 'New laptop' }, { mdns: true, words: words.join(' ') })
  stage.at('10-15 16:20')
  await self.until('asked both', async () => (await self.ask('people.knocks')).length >= 2 || undefined)
  await jiwoo.until('asked', async () => (await jiwoo.ask('people.knocks')).length > 0 || undefined)
  return { stage, self, jiwoo, room }
}
