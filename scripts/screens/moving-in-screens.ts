/** Moving in, as Jiwoo does it: choosing, what was found, and what came of it. A picture leaves nothing for the next one. */
import { movingInWords } from '../../shared/i18n/index.ts'
import type { FamilyScene } from '../../test/scenes/index.ts'
import type { Screen, Visit } from './screen.ts'

type Seen = Visit<FamilyScene>

export const MOVING_IN_SCREENS: readonly Screen<FamilyScene>[] = [
  { name: 'moving-in', open: opened },
  { name: 'moving-in-found', open: found },
  {
    name: 'moving-in-people',
    open: async (seen) => (await found(seen), await seen.page.getByText(seen.say(movingInWords.zone)).scrollIntoViewIfNeeded()),
  },
  { name: 'moving-in-done', open: done },
]

const FILES = [
  {
    name: 'KakaoTalk_20221016_group.txt',
    text: `우리 가족 님과 카카오톡 대화
저장한 날짜 : 2022-10-16 09:00:00

--------------- 2022년 10월 14일 금요일 ---------------
[엄마] [오후 8:15] 내일 몇 시에 와?
[지우] [오후 8:16] 점심 먹고 갈게요
[아빠] [오후 8:20] 사진
--------------- 2022년 10월 15일 토요일 ---------------
[지우] [오후 3:31] 다들 카톡 돼?
[할머니] [오후 3:35] 이모티콘
[막내 이모 (부산)] [오후 3:40] 나도 안 간다
`,
  },
  {
    name: '[LINE] 도쿄 친구들.txt',
    text: `[LINE] 도쿄 친구들のトーク履歴
保存日時：2022/10/16 09:00

2022/10/15(土)
15:31\tHaruka\t着いたよ
15:33\t지우\t나도 곧 가
15:40\tKenji\t[写真]
`,
  },
  {
    name: 'contacts.vcf',
    text: ['이순자', '박태호', '한결', '미소헤어', '김민준']
      .map((name, at) => `BEGIN:VCARD\nVERSION:3.0\nFN:${name}\nTEL;TYPE=CELL:010-2345-678${at}\nEND:VCARD\n`)
      .join(''),
  },
  { name: 'menu.pdf', text: '%PDF-1.4' },
].map(({ name, text }) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) }))

async function opened({ page, go, say }: Seen): Promise<void> {
  await go('/settings/moving')
  const again = page.getByRole('button', { name: say(movingInWords.again) })
  const choose = page.getByRole('button', { name: say(movingInWords.chooseFiles) })
  await again.or(choose).first().waitFor()
  // Left by the picture before.
  if (await again.isVisible()) await again.click()
  await choose.waitFor()
}

async function found(seen: Seen): Promise<void> {
  await opened(seen)
  await seen.page.getByLabel(seen.say(movingInWords.chooseFiles)).last().setInputFiles(FILES)
  await seen.page
    .getByRole('combobox', { name: /도쿄 친구들/ })
    .first()
    .waitFor()
}

async function done(seen: Seen): Promise<void> {
  const { page, say } = seen
  await found(seen)
  for (const title of ['우리 가족', '도쿄 친구들']) {
    const label = say(movingInWords.whichIsMeOf).replace('{title}', title)
    const who = page.getByRole('combobox', { name: label })
    if ((await who.textContent())?.includes('지우') === true) continue
    await who.click()
    await page.getByRole('option', { name: '지우', exact: true }).click()
  }
  await page.getByRole('button', { name: say(movingInWords.moveInCount).replace('{count}', '2') }).click()
  await page.getByText(say(movingInWords.doneTitle)).waitFor()
}
