/** A hair salon moves its customers’ numbers in and invites them: one has come, some have not answered, most are not asked yet. */
import type { Entry } from '../../shared/i18n/index.ts'
import type { House } from '../harness/houses/index.ts'
import { moveIn, type Written } from '../harness/moved-in.ts'
import { Stage, type StageOptions } from './stage.ts'

export interface InvitationsScene {
  readonly stage: Stage
  readonly self: House
  /** Somebody with everything written down. */
  readonly regular: string
  /** The import that brought them. */
  readonly batch: number
}

const SELF = { ko: '최은미', en: 'Eunmi' }
const FIRST: readonly Entry[] = [
  { ko: '박서연', en: 'Seoyeon Park' },
  { ko: '이순자', en: 'Soonja Lee' },
  { ko: '강민준', en: 'Minjun Kang' },
  { ko: '정하윤', en: 'Hayun Jung' },
  { ko: '오지호', en: 'Jiho Oh' },
  { ko: '윤도현', en: 'Dohyun Yoon' },
]
const FAMILY_NAMES = {
  ko: ['김', '이', '박', '최', '정', '강', '조', '윤', '장', '임'],
  en: ['Kim', 'Lee', 'Park', 'Choi', 'Jung', 'Kang', 'Cho', 'Yoon', 'Jang', 'Lim'],
}
const GIVEN_NAMES = {
  ko: ['서준', '하은', '도윤', '지유', '시우', '수아', '주원', '다은', '예준', '채원', '건우', '소율'],
  en: ['Seojun', 'Haeun', 'Doyun', 'Jiyu', 'Siwoo', 'Sua', 'Juwon', 'Daeun', 'Yejun', 'Chaewon', 'Gunwoo', 'Soyul'],
}

export async function playInvitations(options: Omit<StageOptions, 'start'>): Promise<InvitationsScene> {
  const { language } = options
  const stage = new Stage({ ...options, start: '2022-10-03 10:00' })
  const self = await stage.house(SELF, { ko: '가게 컴퓨터', en: 'Shop computer' })
  const seoyeon = await stage.house({ ko: '박서연', en: 'Seoyeon' }, { ko: '서연 노트북', en: 'Seoyeon’s laptop' })
  await stage.room(self, { ko: '미소헤어 소식', en: 'Miso Hair news' }, [], 'notice')
  const regular: Written = {
    name: FIRST[5]?.[language] ?? '',
    phones: ['010-9876-5432', '031-711-2040'],
    email: 'dohyun@example.com',
    org: language === 'ko' ? '바삭치킨 정자점' : 'Crispy Chicken',
    birthday: '1988-05-03',
    note: language === 'ko' ? '펌은 두 달에 한 번, 오전을 좋아해요' : 'A perm every two months, likes mornings',
    labels: language === 'ko' ? ['단골'] : ['Regulars'],
  }
  const names = FAMILY_NAMES[language].flatMap((family) =>
    GIVEN_NAMES[language].map((given) => (language === 'ko' ? `${family}${given}` : `${given} ${family}`)),
  )
  const { batch } = await moveIn(self, [
    ...FIRST.slice(0, 5).map((name, at) => ({ name: name[language], phones: [`010-2345-${1000 + at * 7}`] })),
    regular,
    // Two that may be one.
    { name: language === 'ko' ? '서연 언니' : 'Seoyeon P', phones: ['010-2345-1000'] },
    { name: language === 'ko' ? '정하윤 님' : 'Ms Hayun Jung', email: 'hayun@example.com' },
    ...names.map((name, at) => ({ name, ...(at % 3 > 0 && { phones: [`010-${3000 + at}-${4000 + at * 3}`] }) })),
  ])
  const entryOf = async (name: string) => {
    const found = (await self.ask('book.entries')).find((each) => each.name === name)
    if (found === undefined) throw new Error(`${name} is not in the address book`)
    return found.entry
  }
  const entries = await Promise.all(FIRST.slice(0, 4).map((name) => entryOf(name[language])))
  const [first] = await self.ask('book.invite', { entries, how: 'link', language })
  if (first === undefined) throw new Error('nobody was invited')
  stage.at('10-04 19:20')
  await seoyeon.ask('people.accept', { link: first.link })
  await self.until('she came', async () => (await self.ask('book.entries')).some(({ joined }) => joined !== undefined))
  stage.at('10-07 11:00')
  await self.ask('book.invite', { entries: [await entryOf(FIRST[4]?.[language] ?? '')], how: 'qr', language })
  stage.at('10-11 09:30')
  return { stage, self, regular: await entryOf(regular.name), batch }
}
