/**
 * The same Saturday at a hair salon: customers come with questions that KakaoTalk no longer carries, and two of the staff answer. Seen from
 * the computer at the counter, at 16:22. Choi Eunbi's phone line dropped out of reach a moment ago.
 */
import type { House } from '../harness/houses/index.ts'
import { type Place, Stage, type StageOptions } from './stage.ts'

export interface SalonScene {
  readonly stage: Stage
  readonly self: House
  readonly people: { readonly seoyeon: House }
  readonly rooms: { readonly seoyeon: Place; readonly jungsook: Place; readonly eunbi: Place; readonly staff: Place; readonly doyun: Place }
}

export async function playSalon(options: Omit<StageOptions, 'start'>): Promise<SalonScene> {
  const stage = new Stage({ ...options, start: '2022-10-01 10:00' })
  try {
    return await play(stage)
  } catch (cause) {
    await stage.close()
    throw cause
  }
}

async function play(stage: Stage): Promise<SalonScene> {
  const [salon, sua, harin, seoyeon, jungsook, eunbi, doyun] = await Promise.all([
    stage.house({ ko: '미소헤어', en: 'Miso Hair' }, { ko: '계산대 컴퓨터', en: 'Counter computer' }),
    stage.house({ ko: '수아', en: 'Sua' }, { ko: '수아 노트북', en: 'Sua’s laptop' }),
    stage.house({ ko: '하린', en: 'Harin' }, { ko: '하린 노트북', en: 'Harin’s laptop' }),
    stage.house({ ko: '박서연', en: 'Seoyeon' }, { ko: '서연 노트북', en: 'Seoyeon’s laptop' }),
    stage.house({ ko: '이정숙', en: 'Jungsook' }, { ko: '정숙 컴퓨터', en: 'Jungsook’s computer' }),
    stage.house({ ko: '최은비', en: 'Eunbi' }, { ko: '은비 노트북', en: 'Eunbi’s laptop' }),
    stage.house({ ko: '한도윤', en: 'Doyun' }, { ko: '도윤 노트북', en: 'Doyun’s laptop' }),
  ])
  await stage.circle(salon, sua, harin)
  await stage.friends(salon, seoyeon, jungsook, eunbi, doyun)
  const rooms = {
    staff: await stage.room(salon, { ko: '직원방', en: 'Staff' }, [sua, harin]),
    seoyeon: await stage.room(salon, { ko: '박서연', en: 'Seoyeon' }, [sua, seoyeon], 'shop'),
    jungsook: await stage.room(salon, { ko: '이정숙', en: 'Jungsook' }, [sua, jungsook], 'shop'),
    eunbi: await stage.room(salon, { ko: '최은비', en: 'Eunbi' }, [sua, eunbi], 'shop'),
    doyun: await stage.room(salon, { ko: '한도윤', en: 'Doyun' }, [sua, doyun], 'shop'),
  }
  await stage.talk(rooms.seoyeon, [
    ['10-08 11:20', salon, { ko: '다음 주 토요일 5시로 잡아 둘게요', en: 'I’ll put you down for five next Saturday' }],
    ['10-08 11:24', seoyeon, { ko: '네, 감사합니다. 그날 봬요', en: 'Thank you. See you then' }],
  ])
  await stage.talk(rooms.doyun, [
    ['10-15 14:31', doyun, { ko: '아까 보여 주신 샴푸 아직 있나요?', en: 'Do you still have that shampoo?' }],
    ['10-15 14:40', salon, { ko: '샴푸는 따로 빼 두었어요', en: 'I put one aside for you' }],
  ])
  await stage.reads(rooms.doyun, salon, sua, doyun)
  await stage.talk(rooms.seoyeon, [
    ['10-15 15:51', seoyeon, { ko: '안녕하세요, 카톡이 안 돼서 여기로 왔어요', en: 'Hello, KakaoTalk is out, so I came here' }],
    ['10-15 15:51', seoyeon, { ko: '오늘 5시 그대로 가도 되죠?', en: 'I can still come at five, right?' }],
    ['10-15 15:54', sua, { ko: '네, 확인해 볼게요. 잠시만요', en: 'Let me check, one moment' }],
    [
      '10-15 15:57',
      seoyeon,
      { ko: '그리고 머리끝만 조금 다듬고 싶어요. 시간이 더 걸릴까요?', en: 'And I’d like a little off the ends. Does that take longer?' },
    ],
  ])
  await stage.reads(rooms.seoyeon, salon, sua, seoyeon)
  await stage.talk(rooms.jungsook, [
    ['10-15 15:57', jungsook, { ko: '염색하려고 하는데요', en: 'I would like to have my hair coloured' }],
    ['10-15 15:58', jungsook, { ko: '염색약 알레르기가 있는데 괜찮을까요', en: 'I’m allergic to dye. Is that all right?' }],
  ])
  await stage.talk(rooms.eunbi, [
    ['10-15 16:10', eunbi, { ko: '단발로 자르고 싶은데 얼굴형이 걱정이에요', en: 'I want a bob but worry about my face' }],
    ['10-15 16:11', eunbi, { ko: '이런 느낌으로 하고 싶어요', en: 'Something like this' }],
  ])
  await stage.talk(rooms.staff, [
    ['10-15 16:11', salon, { ko: '카톡으로 예약한 분들 여기로 오고 있어요', en: 'Those who booked on KakaoTalk are coming here' }],
    ['10-15 16:12', sua, { ko: '5시 손님은 제가 볼게요', en: 'I’ll take the one at five' }],
  ])
  await stage.reads(rooms.staff, salon, sua, harin)
  stage.at('10-15 16:20')
  await stage.neighbourhood.cut(salon, eunbi)
  stage.at('10-15 16:22')
  return { stage, self: salon, people: { seoyeon }, rooms }
}
