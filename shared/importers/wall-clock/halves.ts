/** Which half of the day a clock of twelve hours means, in the words of many languages: by hand, since libraries are known to read 오후 as the morning. */

/** Chinese names more than two: before dawn, noon, evening. */
export type Half = 'am' | 'pm' | 'noon' | 'evening'

const WORDS: Readonly<Record<Half, string>> = {
  // Korean, Japanese, Chinese; Latin (English, Spanish, …); German; Finnish; Swedish; Hungarian; Greek; Turkish; Vietnamese; Czech; Albanian;
  // Malay; Ukrainian; Bulgarian; Arabic; Persian; Hebrew; Thai; Hindi; Bengali.
  am: '오전 새벽 아침 午前 上午 凌晨 清晨 早上 am vorm ap fm de πμ öö sa dop pd pg дп проб ص قظ לפנהצ ก่อนเที่ยง पूर्वाह्न পূর্বাহ্ণ',
  pm: '오후 저녁 午後 下午 pm nachm ip em du μμ ös ch odp md ptg пп слоб م بظ אחהצ หลังเที่ยง अपराह्न অপরাহ্ণ',
  noon: '中午',
  evening: '晚上 밤',
}

const HALVES: ReadonlyMap<string, Half> = new Map(
  (['am', 'pm', 'noon', 'evening'] as const).flatMap((half) => WORDS[half].split(' ').map((word) => [word, half] as const)),
)

const SPELLING = /[.\s"״׳\u200e\u200f\u202a-\u202e]/g

/** `a. m.`, `PM`, `오후`, with whatever spaces and dots. */
export function halfOf(word: string): Half | undefined {
  return HALVES.get(word) ?? HALVES.get(word.replace(SPELLING, '').toLowerCase())
}

/** 0 to 23; undefined: there is no such hour. Twelve in the morning is midnight, twelve in the afternoon noon. */
export function hourOfDay(hour: number, half: Half | undefined): number | undefined {
  if (hour > 23) return undefined
  if (half === undefined) return hour
  if (hour > 12) return half === 'am' ? undefined : hour
  if (half === 'am') return hour % 12
  if (half === 'pm') return (hour % 12) + 12
  // 中午 11:50 and 中午 12:10 stand around noon; 晚上 12:05 is past midnight.
  if (half === 'noon') return hour >= 10 ? hour : hour + 12
  return hour === 12 ? 0 : hour + 12
}
