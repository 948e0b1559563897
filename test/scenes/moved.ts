/**
 * The same Saturday, 15 October 2022, in a family that moved in before: three years of KakaoTalk stand in their room, an old class is still on its
 * own, and a file full of mischief was brought in with them. Seen from Jiwoo's computer.
 */
import type { Entry } from '../../shared/i18n/index.ts'
import type { RoomId } from '../../shared/ids/index.ts'
import { bringIn, type House } from '../harness/houses/index.ts'
import { type Place, Stage, type StageOptions } from './stage.ts'

export interface MovedScene {
  readonly stage: Stage
  /** Jiwoo, whose page is looked at. */
  readonly self: House
  readonly family: Place
  /** In no room. */
  readonly loose: RoomId
  readonly hostile: RoomId
}

const JIWOO: Entry = { ko: '김지우', en: 'Jiwoo' }

export async function playMoved(options: Omit<StageOptions, 'start'>): Promise<MovedScene> {
  const stage = new Stage({ ...options, start: '2022-10-15 15:00' })
  try {
    const { language } = stage
    const [self, mum, dad] = await Promise.all([
      stage.house(JIWOO, { ko: '지우 노트북', en: 'Jiwoo’s laptop' }),
      stage.house({ ko: '박미경', en: 'Mikyung' }, { ko: '엄마 노트북', en: 'Mum’s laptop' }),
      stage.house({ ko: '김영호', en: 'Youngho' }, { ko: '가게 컴퓨터', en: 'Shop computer' }),
    ])
    await stage.circle(self, mum, dad)
    await stage.calls(self, mum, { ko: '엄마', en: 'Mum' })
    await stage.calls(self, dad, { ko: '아빠', en: 'Dad' })
    const family = await stage.room(self, { ko: '우리 가족', en: 'Our family' }, [mum, dad])
    const me = JIWOO[language]
    const batch = (house: House, file: string, target: Parameters<typeof bringIn>[1]['target'], authors: readonly Known[] = []) =>
      bringIn(house, {
        ...{ name: 'KakaoTalk.txt', text: file, target, me },
        authors: authors.map(([name, { account }]) => ({ name, who: { is: 'contact', account } })),
      })
    await batch(self, FAMILY[language], { to: 'room', room: family.id }, [
      [language === 'ko' ? '엄마' : 'Mum', mum],
      [language === 'ko' ? '아빠' : 'Dad', dad],
    ])
    const classes = await batch(self, CLASS[language], { to: 'new', title: language === 'ko' ? '3학년 2반' : 'Class 3-2' })
    const mischief = await batch(self, MISCHIEF, { to: 'new', title: `<b>${'아주긴방이름'.repeat(12)}</b>` })
    await stage.talk(family, [
      ['10-15 15:34', mum, { ko: '지우야 카톡 안 되니? 나만 그런가', en: 'Jiwoo, is KakaoTalk down? Or is it just me?' }],
      ['10-15 15:35', self, { ko: '나도 안 돼요. 여기서 이어서 해요', en: 'Down for me too. Let’s go on here' }],
    ])
    await stage.reads(family, self, mum, dad)
    stage.at('10-15 16:20')
    const [loose, hostile] = [classes.archives[0], mischief.archives[0]]
    if (loose === undefined || hostile === undefined) throw new Error('nothing was brought in')
    return { stage, self, family, loose, hostile }
  } catch (cause) {
    await stage.close()
    throw cause
  }
}

type Known = readonly [name: string, house: House]

const FAMILY: Entry = {
  ko: `우리 가족 님과 카카오톡 대화
저장한 날짜 : 2022년 10월 14일 오후 9:10

--------------- 2022년 10월 13일 목요일 ---------------
[민수] [오후 1:50] 내일 제사 몇 시예요?
엄마님이 민수님을 내보냈습니다.
[엄마] [오후 2:05] 주말에 밥 먹으러 올 사람?
[김지우] [오후 2:06] 저요. 떡볶이 해 주세요
[아빠] [오후 2:20] 사진 3장
[아빠] [오후 2:20] 새 간판 달았다
[엄마] [오후 2:21] 보이스톡 3:21
--------------- 2022년 10월 14일 금요일 ---------------
[엄마] [오전 9:02] 파일: 제주도 여행 일정.pdf
[김지우] [오전 9:10] 이모티콘
[엄마] [오전 9:12] 삭제된 메시지입니다.
`,
  en: `KakaoTalk Chats with Our family
Date Saved : October 14, 2022 at 21:10

--------------- Thursday, October 13, 2022 ---------------
[Minsu] [1:50 PM] What time is it tomorrow?
[Mum] [2:05 PM] Who comes for dinner on Saturday?
[Jiwoo] [2:06 PM] Me. Can we have tteokbokki
[Dad] [2:20 PM] 3 photos
[Dad] [2:20 PM] The new sign is up
[Mum] [2:21 PM] Voice Call 3:21
--------------- Friday, October 14, 2022 ---------------
[Mum] [9:02 AM] File: Jeju itinerary.pdf
[Jiwoo] [9:10 AM] Emoticon
[Mum] [9:12 AM] This message was deleted.
`,
}

const CLASS: Entry = {
  ko: `3학년 2반 님과 카카오톡 대화
저장한 날짜 : 2022년 10월 14일 오후 9:10

--------------- 2021년 3월 2일 화요일 ---------------
[담임 선생님] [오전 8:30] 새 학기예요. 준비물은 실내화와 필통이에요
[수연] [오전 8:31] 네 선생님
[김지우] [오전 8:33] 실내화 파란색도 되나요?
[담임 선생님] [오전 8:40] 됩니다
`,
  en: `KakaoTalk Chats with Class 3-2
Date Saved : October 14, 2022 at 21:10

--------------- Tuesday, March 2, 2021 ---------------
[Ms Han] [8:30 AM] A new term. Bring indoor shoes and a pencil case
[Suyeon] [8:31 AM] Yes Ms Han
[Jiwoo] [8:33 AM] Are blue shoes all right?
[Ms Han] [8:40 AM] They are
`,
}

/** Markup, turned text, a name as long as may be, and a text of a megabyte. */
const MISCHIEF = `이상한 방 님과 카카오톡 대화
저장한 날짜 : 2022년 10월 14일 오후 9:10

--------------- 2020년 5월 5일 화요일 ---------------
[민수] [오후 2:04] ${'가나다라마바사 '.repeat(45_000)}끝
[${'아주긴이름'.repeat(16)}] [오후 2:05] <img src=x onerror=alert(1)> <script>alert(2)</script>
[\u202Eevil\u202C] [오후 2:06] \u202Egpj.exe 여기를 눌러요
[민수] [오후 2:07] ${'띄어쓰기가없는말'.repeat(40)}
`
