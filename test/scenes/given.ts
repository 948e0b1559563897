/**
 * A room that was given much: pictures of a year, files, a voice note, links. Seen from Jiwoo's computer in October; some of it is here, some
 * waits for a press, and some for somebody to come.
 */
import type { MessageId } from '../../shared/ids/index.ts'
import { aPng, aWav, type House, type PostedFile, postFiles } from '../harness/houses/index.ts'
import { type Place, Stage, type StageOptions } from './stage.ts'

export interface GivenScene {
  readonly stage: Stage
  /** Jiwoo. */
  readonly self: House
  readonly mum: House
  readonly family: Place
}

type Colour = readonly [number, number, number]
const COLOURS: readonly Colour[] = [
  [196, 160, 120],
  [70, 120, 150],
  [120, 150, 90],
  [210, 130, 90],
  [90, 100, 140],
  [180, 180, 160],
]

export async function playGiven(options: Omit<StageOptions, 'start'>): Promise<GivenScene> {
  const stage = new Stage({ ...options, start: '2022-08-13 10:00' })
  try {
    const self = await stage.house({ ko: '김지우', en: 'Jiwoo' }, { ko: '지우 노트북', en: 'Jiwoo’s laptop' })
    const mum = await stage.house({ ko: '박미경', en: 'Mikyung' }, { ko: '엄마 노트북', en: 'Mum’s laptop' })
    await stage.friends(self, mum)
    await stage.calls(self, mum, { ko: '엄마', en: 'Mum' })
    const family = await stage.room(self, { ko: '우리 가족', en: 'Family' }, [mum])
    const say = (ko: string, en: string): string => (stage.language === 'ko' ? ko : en)
    const gives = async (time: string, who: House, files: readonly PostedFile[]): Promise<MessageId> => {
      stage.at(time)
      return postFiles(who, family.id, files)
    }
    const picture = (number: number, name: string): PostedFile => {
      const [width, height] = number % 3 === 0 ? [480, 640] : [640, 480]
      return { name, bytes: aPng(width, height, COLOURS[number % COLOURS.length] ?? [0, 0, 0]), width, height }
    }
    const given: MessageId[] = []
    given.push(
      await gives(
        '08-13 11:00',
        mum,
        [0, 1, 2, 3, 4].map((number) => picture(number, `${say('휴가', 'Holiday')} ${number + 1}.png`)),
      ),
    )
    given.push(
      await gives(
        '09-10 19:20',
        mum,
        [5, 6, 7].map((number) => picture(number, `${say('추석', 'Chuseok')} ${number}.png`)),
      ),
    )
    given.push(await gives('09-24 09:12', self, [picture(8, say('산책.png', 'Walk.png'))]))
    await stage.says('10-02 18:00', mum, family, {
      ko: '제주도 지도 https://map.jeju.example/olle 여기 좋더라',
      en: 'Map of Jeju https://map.jeju.example/olle it is nice',
    })
    await stage.says('10-03 18:00', self, family, { ko: '표는 https://표.example/예매', en: 'Tickets at https://tickets.example/book' })
    await gives('10-05 20:15', mum, [
      {
        name: say('제주도 여행 일정과 준비물 목록 마지막.txt', 'Plan and packing list for Jeju, the last one.txt'),
        bytes: Buffer.from('plan'),
      },
      { name: say('비행기표.pdf', 'Tickets.pdf'), bytes: Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(240_000, 32)]) },
    ])
    await gives('10-06 08:01', mum, [{ name: 'setup.exe', bytes: Buffer.concat([Buffer.from('MZ'), Buffer.alloc(90_000)]) }])
    const waveform = Buffer.from(Array.from({ length: 64 }, (_, at) => Math.abs(Math.sin(at * 1.7) * Math.cos(at * 0.31)) * 255)).toString(
      'base64',
    )
    await gives('10-07 21:40', mum, [{ name: 'voice.wav', bytes: aWav(7), isVoice: true, durationMs: 7_000, waveform }])
    given.push(
      await gives(
        '10-15 15:30',
        mum,
        [9, 10, 11, 12].map((number) => picture(number, `${say('바다', 'Sea')} ${number}.png`)),
      ),
    )
    for (const message of given) await isHere(self, message)
    stage.at('10-15 16:20')
    return { stage, self, mum, family }
  } catch (cause) {
    await stage.close()
    throw cause
  }
}

function isHere(house: House, message: MessageId): Promise<unknown> {
  return house.until('pictures', async () => {
    const { here, size } = await house.ask('transfers.holders', { message, index: 0 }).catch(() => ({ here: 0, size: 1 }))
    return here === size
  })
}
