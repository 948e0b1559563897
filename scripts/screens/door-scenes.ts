/** What is seen before there is a house to be in: the first minutes, the lock, a profile that does not open, an address that was used. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { backupWords } from '../../shared/i18n/index.ts'
import { type Doorstep, type DoorstepOptions, openDoorstep } from '../../test/harness/houses/index.ts'
import type { StageOptions } from '../../test/scenes/index.ts'
import type { Scene, Screen, Visit } from './screen.ts'

const PASSPHRASE = '감자 두 박스'
const NAME = { ko: '김지우', en: 'Jiwoo' }

/** A doorstep that is swept before each picture: what one look does to a profile would be in the way of the next. */
export interface DoorScene extends Scene {
  anew(options?: Omit<DoorstepOptions, 'language'>): Promise<Doorstep>
  door(): Doorstep | undefined
  /** Somebody’s other computer takes a code. */
  other(name: string, link: string): Promise<void>
  /** The engine ends, whoever looks at it. */
  stop(): Promise<void>
}

export async function playDoor({ language }: Omit<StageOptions, 'start'>): Promise<DoorScene> {
  let current: Doorstep | undefined
  let others: Doorstep | undefined
  return {
    stage: { clock: { now: () => Date.now() }, close: async () => void (await Promise.all([current?.close(), others?.close()])) },
    self: {
      language,
      pageUrl() {
        if (current === undefined) throw new Error('nobody is at the door')
        return current.pageUrl()
      },
    },
    async anew(options = {}) {
      await current?.close()
      current = await openDoorstep({ language, ...options })
      return current
    },
    door: () => current,
    async other(name, link) {
      await others?.close()
      others = await openDoorstep({ language, name })
      await others.client.call('devices.take', { link })
    },
    stop: async () => current?.host.stop(),
  }
}

type Seen = Visit<DoorScene>

const empty = (scene: DoorScene): Promise<unknown> => scene.anew()
const home = (scene: DoorScene): Promise<unknown> => scene.anew({ name: NAME.ko })

export const DOOR_SCREENS: readonly Screen<DoorScene>[] = [
  { name: 'first-language', before: empty, open: ({ page }) => page.getByRole('radio').first().waitFor() },
  { name: 'first-name', before: empty, open: (seen) => toName(seen) },
  { name: 'first-words', before: empty, open: toWords },
  {
    name: 'first-words-hidden',
    before: empty,
    open: async (seen) => (await toWords(seen), await press(seen, { ko: '가리기', en: 'Hide' })),
  },
  { name: 'first-check', before: empty, open: toCheck },
  {
    name: 'first-check-wrong',
    before: empty,
    open: async (seen) => (await toCheck(seen), await press(seen, { ko: '확인하기', en: 'Check' }), await seen.page.waitForTimeout(300)),
  },
  {
    name: 'first-done',
    before: empty,
    open: async (seen) => (await toWords(seen), await press(seen, { ko: '나중에 할게요', en: 'Later' })),
  },
  { name: 'first-link', before: empty, open: toLink },
  { name: 'first-link-digits', before: empty, open: toDigits },
  { name: 'restore', before: empty, open: toRestore },
  {
    name: 'restore-typing',
    before: empty,
    async open(seen) {
      await toRestore(seen)
      await seen.page.getByRole('combobox').nth(0).fill('없는말')
      await seen.page
        .getByRole('combobox')
        .nth(1)
        .pressSequentially(seen.say({ ko: '가', en: 'ca' }))
      await seen.page.getByRole('listbox').waitFor()
    },
  },
  {
    name: 'from-backup-wrong',
    before: empty,
    async open(seen) {
      await press(seen, backupWords.haveBackup)
      await seen.page.getByRole('textbox', { name: seen.say(backupWords.file) }).fill('/media/usb/sarangbang-2022-10-15-0900.sbbackup')
      await seen.page.getByLabel(seen.say(backupWords.passphrase)).fill(PASSPHRASE)
      await press(seen, backupWords.restore)
      await seen.page.getByText(/그런 파일이 없어요|That file isn’t there/).waitFor()
    },
  },
  {
    name: 'lock',
    before: (scene) => scene.anew({ name: NAME.ko, passphrase: PASSPHRASE }),
    open: ({ page }) => page.getByRole('heading', { level: 1 }).waitFor(),
  },
  {
    name: 'lock-wrong',
    before: (scene) => scene.anew({ name: NAME.ko, passphrase: PASSPHRASE }),
    async open(seen) {
      await seen.page.getByRole('heading', { level: 1 }).waitFor()
      await seen.page.keyboard.type('rkawk')
      await seen.page.keyboard.press('Enter')
      await seen.page.getByText(/비밀번호가 달라요|not the passphrase/).waitFor()
    },
  },
  {
    name: 'failed',
    before: (scene) => scene.anew({ name: NAME.ko, before: (profile) => writeFileSync(join(profile, 'key.json'), 'x') }),
    open: ({ page, say }) => page.getByText(say({ ko: '사랑방을 열지 못했어요', en: 'Sarangbang could not open' })).waitFor(),
  },
  {
    name: 'refused',
    before: home,
    async open({ page, say }) {
      await page.getByRole('navigation').first().waitFor()
      await page.evaluate('sessionStorage.clear()')
      await page.reload()
      await page.getByText(say({ ko: '이미 쓴 주소예요', en: 'This address has been used' })).waitFor()
    },
  },
  {
    name: 'archive-empty',
    before: home,
    open: async ({ page, go }) => (await go('/archive'), await page.getByRole('heading').first().waitFor()),
  },
  { name: 'lost', before: home, open: lose, expects: /CONNECTION_REFUSED|WebSocket/ },
  {
    name: 'settings-lock-dialog',
    before: home,
    async open(seen) {
      await seen.go('/settings/lock')
      await press(seen, { ko: '비밀번호 걸기', en: 'Set a passphrase' })
      await seen.page.getByRole('dialog').waitFor()
    },
  },
]

async function press({ page, say }: Seen, name: { readonly ko: string; readonly en: string }): Promise<void> {
  await page.getByRole('button', { name: say(name), exact: true }).click()
}

async function toName(seen: Seen): Promise<void> {
  await press(seen, { ko: '다음', en: 'Next' })
  await seen.page.getByRole('textbox').waitFor()
}

async function toWords(seen: Seen): Promise<void> {
  await toName(seen)
  await seen.page.getByRole('textbox').fill(seen.say(NAME))
  await seen.page.keyboard.press('Enter')
  await seen.page.getByText(seen.say({ ko: '나를 되찾는 열두 단어', en: 'Twelve words that bring you back' })).waitFor()
}

async function toCheck(seen: Seen): Promise<void> {
  await toWords(seen)
  await press(seen, { ko: '종이에 적었어요', en: 'I wrote them down' })
  await seen.page.getByRole('textbox').first().waitFor()
}

async function toRestore(seen: Seen): Promise<void> {
  await press(seen, { ko: '저는 이미 단어가 있어요', en: 'I already have words' })
  await seen.page.getByRole('combobox').first().waitFor()
}

async function toLink(seen: Seen): Promise<void> {
  await press(seen, { ko: '다른 컴퓨터와 이어 쓰기', en: 'Link with my other computer' })
  await seen.page.getByRole('img', { name: seen.say({ ko: '컴퓨터를 잇는 코드', en: 'Code to link a computer' }) }).waitFor()
}

/** The other computer is another house, which takes the code that is on this screen. */
async function toDigits(seen: Seen): Promise<void> {
  await toLink(seen)
  const link = seen.scene.door()?.host.state().linking?.link ?? ''
  await seen.scene.other(seen.say(NAME), link)
  await seen.page.getByRole('button', { name: seen.say({ ko: '네, 똑같아요', en: 'Yes, the same' }) }).waitFor()
}

/** The engine goes away behind an open page. */
async function lose({ page, say, scene }: Seen): Promise<void> {
  await page.getByRole('navigation').first().waitFor()
  await scene.stop()
  await page.getByText(say({ ko: '다시 시작하고 있어요. 쓴 글은 그대로 있어요.', en: 'Starting again. What you wrote is safe.' })).waitFor()
}
