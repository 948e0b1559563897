/**
 * The same Saturday at a chicken shop: delivery apps and KakaoTalk are silent, orders come by telephone, and the staff keep each other posted.
 * Then the shop's own internet goes. Seen from the counter at 16:20: only Minjun, in the kitchen on the same network, is still in reach.
 */
import type { House } from '../harness/houses/index.ts'
import { type Place, Stage, type StageOptions } from './stage.ts'

export interface ChickenScene {
  readonly stage: Stage
  readonly self: House
  readonly rooms: { readonly staff: Place; readonly family: Place; readonly supplier: Place; readonly regular: Place }
}

export async function playChicken(options: Omit<StageOptions, 'start'>): Promise<ChickenScene> {
  const stage = new Stage({ ...options, start: '2022-10-01 10:00' })
  try {
    return await play(stage)
  } catch (cause) {
    await stage.close()
    throw cause
  }
}

async function play(stage: Stage): Promise<ChickenScene> {
  const [shop, minjun, miyoung, wife, farm, regular] = await Promise.all([
    stage.house({ ko: '바삭치킨 정자점', en: 'Crispy Chicken' }, { ko: '계산대 컴퓨터', en: 'Counter computer' }),
    stage.house({ ko: '민준', en: 'Minjun' }, { ko: '주방 노트북', en: 'Kitchen laptop' }),
    stage.house({ ko: '미영 점장', en: 'Miyoung, manager' }, { ko: '미영 노트북', en: 'Miyoung’s laptop' }),
    stage.house({ ko: '박미경', en: 'Mikyung' }, { ko: '집 노트북', en: 'Home laptop' }),
    stage.house({ ko: '푸른닭농장', en: 'Green Farm' }, { ko: '농장 컴퓨터', en: 'Farm computer' }),
    stage.house({ ko: '단골 박서연', en: 'Seoyeon, a regular' }, { ko: '서연 노트북', en: 'Seoyeon’s laptop' }),
  ])
  await stage.circle(shop, minjun, miyoung)
  await stage.friends(shop, wife, farm, regular)
  await stage.friends(wife, minjun)
  await stage.calls(shop, wife, { ko: '여보', en: 'My wife' })
  const rooms = {
    staff: await stage.room(shop, { ko: '바삭치킨 직원방', en: 'Crispy Chicken staff' }, [minjun, miyoung]),
    family: await stage.room(wife, { ko: '집', en: 'Home' }, [shop, minjun]),
    supplier: await stage.direct(shop, farm),
    regular: await stage.room(shop, { ko: '단골 박서연', en: 'Seoyeon, a regular' }, [regular], 'shop'),
  }
  await stage.talk(rooms.supplier, [
    ['10-14 17:00', shop, { ko: '내일 아침 마흔 마리 부탁합니다', en: 'Forty for tomorrow morning, please' }],
    ['10-14 17:12', farm, { ko: '네, 여섯 시에 도착해요', en: 'Yes, there at six' }],
  ])
  await stage.reads(rooms.supplier, shop, farm)
  await stage.talk(rooms.staff, [
    ['10-15 15:33', miyoung, { ko: '배달앱 주문이 하나도 안 들어와요', en: 'Not one order from the delivery apps' }],
    ['10-15 15:36', shop, { ko: '카톡도 안 된다. 전화 주문만 받자', en: 'KakaoTalk is out too. Phone orders only' }],
    ['10-15 15:40', minjun, { ko: '문에 크게 써 붙였어요', en: 'I put a big note on the door' }],
    ['10-15 15:52', miyoung, { ko: '전화 두 대 다 울려요. 한 분 더 필요해요', en: 'Both phones ring. We need one more' }],
  ])
  await stage.talk(rooms.regular, [
    ['10-15 15:57', regular, { ko: '반반 한 마리 6시에 가지러 가도 될까요?', en: 'Half and half, can I pick it up at six?' }],
    ['10-15 15:58', shop, { ko: '네, 6시에 맞춰 튀길게요', en: 'Yes, it will be ready at six' }],
    ['10-15 16:01', regular, { ko: '무 하나 더 주세요', en: 'One more radish, please' }],
  ])
  await stage.talk(rooms.family, [
    ['10-15 16:05', wife, { ko: '오늘 몇 시에 와요? 애들이 기다려요', en: 'When are you home? The kids are waiting' }],
  ])
  await stage.reads(rooms.staff, shop, minjun, miyoung)
  stage.at('10-15 16:12')
  await stage.neighbourhood.split([shop, minjun], [miyoung, wife, farm, regular])
  await stage.talk(rooms.staff, [
    ['10-15 16:15', minjun, { ko: '사장님 가게 인터넷이 나갔어요', en: 'Boss, the shop’s internet is gone' }],
    ['10-15 16:18', shop, { ko: '여기는 되네. 주문은 종이에 적자', en: 'This still works. Let’s write orders on paper' }],
  ])
  await stage.says('10-15 16:20', shop, rooms.family, { ko: '일곱 시엔 갈게. 먼저 먹어요', en: 'Home by seven. Eat without me' })
  return { stage, self: shop, rooms }
}
