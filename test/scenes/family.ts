/**
 * Saturday, 15 October 2022: a data centre burns, KakaoTalk is silent since half past three, and a family keeps talking at home. The shop's
 * internet goes at twelve past four: Dad and Minjun are on the other side. Seen from Jiwoo's computer, at twenty past four.
 */
import type { Entry } from '../../shared/i18n/index.ts'
import type { MessageId } from '../../shared/ids/index.ts'
import type { House } from '../harness/houses/index.ts'
import { type Place, Stage, type StageOptions } from './stage.ts'

export interface FamilyScene {
  readonly stage: Stage
  /** Jiwoo, whose page is looked at. */
  readonly self: House
  readonly people: FamilyPeople
  readonly rooms: {
    readonly family: Place
    readonly grandma: Place
    readonly chicken: Place
    readonly suyeon: Place
    readonly team: Place
    readonly salon: Place
    readonly notices: Place
    readonly minjun: Place
    readonly uncle: Place
    readonly mum: Place
    readonly dad: Place
  }
  /** Jiwoo's last words, which wait for Dad and Minjun. */
  readonly waiting: MessageId
}

interface FamilyPeople {
  readonly jiwoo: House
  readonly mum: House
  readonly dad: House
  readonly grandma: House
  readonly minjun: House
  readonly suyeon: House
  readonly hyeonu: House
  readonly taeho: House
  readonly chicken: House
  readonly salon: House
  readonly office: House
  readonly uncle: House
}

export async function playFamily(options: Omit<StageOptions, 'start'>): Promise<FamilyScene> {
  const stage = new Stage({ ...options, start: '2022-10-01 10:00' })
  try {
    const people = await everybody(stage)
    const rooms = await everyRoom(stage, people)
    await twoWeeks(stage, people, rooms)
    await yesterday(stage, people, rooms)
    const waiting = await theDay(stage, people, rooms)
    return { stage, self: people.jiwoo, people, rooms, waiting }
  } catch (cause) {
    await stage.close()
    throw cause
  }
}

async function everybody(stage: Stage): Promise<FamilyPeople> {
  const [jiwoo, mum, dad, grandma, minjun, suyeon] = await Promise.all([
    stage.house({ ko: '김지우', en: 'Jiwoo' }, { ko: '지우 노트북', en: 'Jiwoo’s laptop' }),
    stage.house({ ko: '박미경', en: 'Mikyung' }, { ko: '엄마 노트북', en: 'Mum’s laptop' }),
    stage.house({ ko: '김영호', en: 'Youngho' }, { ko: '가게 컴퓨터', en: 'Shop computer' }),
    stage.house({ ko: '이순자', en: 'Soonja' }, { ko: '할머니 노트북', en: 'Grandma’s laptop' }),
    stage.house({ ko: '민준', en: 'Minjun' }, { ko: '민준 노트북', en: 'Minjun’s laptop' }),
    stage.house({ ko: '수연', en: 'Suyeon' }, { ko: '수연 맥북', en: 'Suyeon’s MacBook' }),
  ])
  const [hyeonu, taeho, chicken, salon, office, uncle] = await Promise.all([
    stage.house({ ko: '현우', en: 'Hyeonu' }, { ko: '현우 데스크톱', en: 'Hyeonu’s desktop' }),
    stage.house({ ko: '태호', en: 'Taeho' }, { ko: '태호 노트북', en: 'Taeho’s laptop' }),
    stage.house({ ko: '바삭치킨 정자점', en: 'Crispy Chicken' }, { ko: '계산대 컴퓨터', en: 'Counter computer' }),
    stage.house({ ko: '미소헤어', en: 'Miso Hair' }, { ko: '미소헤어 컴퓨터', en: 'Salon computer' }),
    stage.house({ ko: '203동 관리사무소', en: 'Block 203 office' }, { ko: '관리사무소 컴퓨터', en: 'Office computer' }),
    stage.house({ ko: '박정수', en: 'Jungsoo' }, { ko: '정수 노트북', en: 'Jungsoo’s laptop' }),
  ])
  await stage.circle(jiwoo, mum, dad, grandma, minjun)
  await stage.circle(jiwoo, suyeon, hyeonu, taeho)
  await stage.friends(jiwoo, chicken, salon, office, uncle)
  await stage.friends(mum, uncle, office)
  await stage.calls(jiwoo, mum, { ko: '엄마', en: 'Mum' })
  await stage.calls(jiwoo, dad, { ko: '아빠', en: 'Dad' })
  await stage.calls(jiwoo, grandma, { ko: '할머니', en: 'Grandma' })
  await stage.calls(jiwoo, uncle, { ko: '외삼촌', en: 'Uncle' })
  return { jiwoo, mum, dad, grandma, minjun, suyeon, hyeonu, taeho, chicken, salon, office, uncle }
}

async function everyRoom(stage: Stage, people: FamilyPeople): Promise<FamilyScene['rooms']> {
  const { jiwoo, mum, dad, grandma, minjun, suyeon, hyeonu, taeho, chicken, salon, office, uncle } = people
  return {
    family: await stage.room(jiwoo, { ko: '우리 가족', en: 'Our family' }, [mum, dad, minjun, grandma]),
    team: await stage.room(jiwoo, { ko: '정보통신 3조', en: 'Networks, team 3' }, [hyeonu, suyeon, taeho]),
    notices: await stage.room(office, { ko: '203동 알림방', en: 'Block 203 notices' }, [jiwoo, mum], 'notice'),
    grandma: await stage.direct(jiwoo, grandma),
    chicken: await stage.direct(jiwoo, chicken),
    suyeon: await stage.direct(jiwoo, suyeon),
    salon: await stage.direct(jiwoo, salon),
    minjun: await stage.direct(jiwoo, minjun),
    uncle: await stage.direct(jiwoo, uncle),
    mum: await stage.direct(jiwoo, mum),
    dad: await stage.direct(jiwoo, dad),
  }
}

async function twoWeeks(stage: Stage, people: FamilyPeople, rooms: FamilyScene['rooms']): Promise<void> {
  const { jiwoo, mum, dad, grandma, minjun, suyeon, hyeonu, taeho, office, uncle } = people
  const { family, team, notices } = rooms
  await stage.talk(family, [
    ['10-02 19:10', jiwoo, { ko: '이제 여기서도 이야기할 수 있어요', en: 'We can talk here too now' }],
    ['10-02 19:12', mum, { ko: '글씨가 예쁘네. 할머니도 보이세요?', en: 'Nice letters. Can you see it, Mother?' }],
    ['10-02 19:20', grandma, { ko: '보인다', en: 'I can see it' }],
    ['10-02 19:21', minjun, { ko: '할머니가 나보다 빨라', en: 'Grandma is quicker than me' }],
  ])
  await stage.talk(team, [
    ['10-05 14:00', hyeonu, { ko: '발표 순서 정해졌어. 우리 조가 마지막이야', en: 'The order is out. We present last' }],
    ['10-05 14:03', jiwoo, { ko: '다행이다. 시간 좀 벌었네', en: 'Good. That buys us time' }],
    ['10-05 14:05', taeho, { ko: '그래도 금요일까지는 초안 끝내자', en: 'Still, let’s finish the draft by Friday' }],
  ])
  await stage.talk(family, [
    ['10-08 08:15', mum, { ko: '오늘 늦는 사람?', en: 'Who is late tonight?' }],
    ['10-08 08:16', jiwoo, { ko: '저요. 조 모임 있어요', en: 'Me. Team meeting' }],
    ['10-08 08:31', dad, { ko: '나는 열 시쯤 문 닫고 간다', en: 'I close around ten' }],
    ['10-08 22:40', dad, { ko: '다들 자나', en: 'All asleep?' }],
    ['10-08 22:41', minjun, { ko: '아니요. 치킨 남은 거 있어요?', en: 'No. Any chicken left?' }],
    ['10-08 22:42', dad, { ko: '한 마리 들고 간다', en: 'I am bringing one home' }],
  ])
  await stage.talk(rooms.mum, [
    ['10-09 18:20', mum, { ko: '우유 하나만 사 올래?', en: 'Could you bring some milk?' }],
    ['10-09 18:24', jiwoo, { ko: '네, 큰 걸로 사 갈게요', en: 'Sure, the big one' }],
  ])
  await stage.talk(rooms.dad, [
    ['10-11 23:05', dad, { ko: '새 간판 어떠냐', en: 'How is the new sign?' }],
    ['10-11 23:09', jiwoo, { ko: '멀리서도 잘 보여요', en: 'You can see it from afar' }],
  ])
  await stage.reads(rooms.mum, jiwoo, mum)
  await stage.reads(rooms.dad, jiwoo, dad)
  await stage.says('10-12 09:00', office, notices, {
    ko: '이번 주 토요일 분리수거는 오전만 해요',
    en: 'Recycling is in the morning only this Saturday',
  })
  await stage.talk(rooms.uncle, [
    ['10-13 12:02', uncle, { ko: '지우야 시험은 잘 봤니', en: 'How was the exam, Jiwoo?' }],
    ['10-13 12:10', jiwoo, { ko: '그럭저럭요. 다음 달에 놀러 갈게요', en: 'So so. I’ll come by next month' }],
    ['10-13 12:11', uncle, { ko: '그래. 사진 고르고 있다, 곧 보낼게', en: 'Good. I’m picking photos, more soon' }],
  ])
  await stage.says('10-13 17:30', office, notices, {
    ko: '엘리베이터 2호기 점검: 금요일 10시~12시',
    en: 'Lift 2 is checked on Friday, 10 to 12',
  })
  await stage.reads(notices, jiwoo)
  await stage.reads(rooms.uncle, jiwoo, uncle)
  await stage.reads(rooms.suyeon, suyeon)
}

async function yesterday(stage: Stage, people: FamilyPeople, rooms: FamilyScene['rooms']): Promise<void> {
  const { jiwoo, minjun, office } = people
  await stage.talk(rooms.notices, [
    [
      '10-14 08:30',
      office,
      { ko: '지하 2층 주차장 물청소해요. 차를 옮겨 주세요', en: 'Car park B2 is being washed. Please move your car' },
    ],
    ['10-14 08:31', office, { ko: '옮기기 어려우시면 관리사무소로 알려 주세요', en: 'Tell the office if you can’t' }],
    ['10-14 15:00', office, { ko: '2호기 점검이 끝났어요', en: 'Lift 2 works again' }],
    ['10-14 18:05', office, { ko: '오늘 저녁 8시 물탱크 청소해요', en: 'Water tank cleaning, 8 tonight' }],
  ])
  await stage.talk(rooms.minjun, [
    ['10-14 21:30', minjun, { ko: '형 내 충전기 봤어?', en: 'Seen my charger?' }],
    ['10-14 21:31', jiwoo, { ko: '네 책상 위에 있던데', en: 'On your own desk' }],
    ['10-14 21:33', jiwoo, { ko: '찾기 전에 묻지 좀 마ㅋㅋ', en: 'Look before you ask' }],
    ['10-14 21:34', minjun, { ko: 'ㅋㅋㅋㅋㅋ 내 말이', en: 'hahaha exactly' }],
  ])
  await stage.reads(rooms.minjun, jiwoo, minjun)
}

async function theDay(stage: Stage, people: FamilyPeople, rooms: FamilyScene['rooms']): Promise<MessageId> {
  const { jiwoo, mum, dad, grandma, minjun, suyeon, hyeonu, taeho, chicken, salon, uncle } = people
  const { family } = rooms
  await stage.talk(rooms.salon, [
    ['10-15 13:02', jiwoo, { ko: '오늘 2시 예약 그대로 되나요?', en: 'Does my two o’clock still stand?' }],
    ['10-15 13:12', salon, { ko: '네, 2시 그대로예요. 조심히 오세요', en: 'Yes, two o’clock still stands' }],
  ])
  await stage.reads(rooms.salon, jiwoo, salon)
  await stage.reads(rooms.team, jiwoo, hyeonu, taeho, suyeon)
  await stage.talk(rooms.team, [
    ['10-15 15:04', taeho, { ko: '카톡이 안 되니까 여기서 하자', en: 'KakaoTalk is out, let’s use this' }],
    ['10-15 15:06', hyeonu, { ko: '발표 자료 USB에 담아 갈게', en: 'I’ll bring the slides on USB' }],
  ])
  await stage.talk(family, [
    ['10-15 15:34', mum, { ko: '지우야 카톡 안 되니? 나만 그런가', en: 'Jiwoo, is KakaoTalk down? Or is it just me?' }],
    [
      '10-15 15:35',
      jiwoo,
      { ko: '나도 안 돼요. 판교 데이터센터에 불이 났대요', en: 'Down for me too. A data centre in Pangyo caught fire' },
    ],
  ])
  await stage.talk(rooms.suyeon, [
    ['10-15 15:38', jiwoo, { ko: '카톡 죽었네. 여기는 되지?', en: 'KakaoTalk is dead. You get this, right?' }],
    ['10-15 15:40', suyeon, { ko: '응 바로 왔어. 이거 좋다', en: 'Yes, at once. This is nice' }],
  ])
  await stage.reads(rooms.suyeon, jiwoo, suyeon)
  const note = await stage.says('10-15 15:41', dad, family, {
    ko: '배달앱도 다 멈췄다. 전화 주문만 받는다고 써 붙였어',
    en: 'Delivery apps are down too. I put up a note',
  })
  await stage.react(note, '👍', jiwoo, mum, minjun)
  await stage.react(note, '😢', grandma)
  await stage.talk(rooms.chicken, [
    ['10-15 15:55', jiwoo, { ko: '지금 주문되나요?', en: 'Are you taking orders?' }],
    ['10-15 15:58', chicken, { ko: '오늘은 전화 주문만 받아요', en: 'Phone orders only today' }],
  ])
  await stage.reads(rooms.chicken, jiwoo, chicken)
  await stage.reads(family, jiwoo, mum, dad, grandma, minjun)

  stage.at('10-15 16:12')
  await stage.neighbourhood.split([jiwoo, mum, grandma], [dad, minjun])
  await stage.neighbourhood.cut(jiwoo, chicken)
  await stage.neighbourhood.cut(jiwoo, uncle)
  await stage.says('10-15 16:14', grandma, family, { ko: '글씨 크게 해 놓으니 잘 보인다', en: 'Big letters on, I can read it' })
  await stage.reads(family, jiwoo, mum)
  await stage.talk(rooms.grandma, [
    ['10-15 16:15', jiwoo, { ko: '할머니 조금 이따 갈게요', en: 'I’ll come over in a bit, Grandma' }],
    ['10-15 16:16', grandma, ALL_RIGHT],
  ])
  const waiting = await stage.says('10-15 16:20', jiwoo, family, {
    ko: '아빠 몇 시에 들어와요? 저녁 같이 먹어요',
    en: 'When will you be home, Dad? Let’s have dinner together',
  })
  return waiting
}

const ALL_RIGHT: Entry = { ko: '그래 천천히 오너라', en: 'All right, take your time' }
