/** Moving in and out through the window: real exports of other messengers go in, a room and a backup come out, by the system's own dialogs. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication, Page } from 'playwright-core'
import * as v from 'valibot'
import { expect, it, onTestFinished } from 'vitest'
import { makeProfile } from '../../src-main/engine/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { ask } from './engine-caller.ts'
import { aHome, keepPicture, launch, LOOPBACK_ONLY, ROOT } from './window.ts'

const SAMPLES = join(ROOT, '..', 'shared', 'reference', 'import-samples')
const TALK = join(SAMPLES, 'kakaotalk', 'demo-chat-android.txt')
const PEOPLE = join(SAMPLES, 'contacts', 'gmail-single2.vcf')
const ROOM = 'KakaoTalk Viewer 데모방'
const PASSPHRASE = '감자 두 박스요'
const TWO_MINUTES = 120_000

const State = v.object({ phase: v.string() })
const Archives = v.array(v.object({ archive: v.string(), messages: v.number() }))
const Messages = v.object({ messages: v.array(v.object({ text: v.optional(v.string()), author: v.object({ name: v.string() }) })) })
const Hits = v.array(v.unknown())
const Entries = v.array(v.object({ name: v.string() }))
const Asked = v.array(v.object({ title: v.string(), properties: v.array(v.string()), defaultPath: v.optional(v.string()) }))

interface There {
  readonly app: ElectronApplication
  readonly page: Page
  /** For what is taken out. */
  readonly outside: string
}

/** A profile on the disk, which a service holds: a test's Electron need not be able to open the database. */
async function openWindow(name: string): Promise<There> {
  const home = aHome()
  const profile = join(home, 'profile')
  expectOk(await makeProfile({ profile, name, deviceName: 'PC', language: 'ko' }))
  const service = spawn(
    process.execPath,
    [join(ROOT, 'scripts/launch/sarangbang.mjs'), 'serve', '--profile', profile, ...LOOPBACK_ONLY, '--json'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  onTestFinished(() => void service.kill())
  const ended = once(service, 'exit').then(([code]) => Promise.reject(new Error(`the service ended with ${code}`)))
  ended.catch(() => {})
  await Promise.race([once(service.stdout, 'data'), ended])
  const { app, page: open } = await launch({ profile, home })
  const page = await open()
  await expect.poll(async () => v.parse(State, await ask(page, 'host.state')).phase, { timeout: 20_000 }).toBe('ready')
  await ask(page, 'profile.changeSettings', { language: 'ko' })
  const outside = join(home, 'stick')
  mkdirSync(outside)
  return { app, page, outside }
}

const goTo = (page: Page, hash: string): Promise<unknown> => page.evaluate(`location.hash = ${JSON.stringify(hash)}`)

/** What the system's dialog for saving would say: a place, or that it was closed. */
async function saveInto(app: ElectronApplication, folder: string | undefined): Promise<void> {
  await app.evaluate(({ session }, into) => {
    const saving = globalThis as unknown as { into: string | undefined; isHeard: boolean }
    saving.into = into
    if (saving.isHeard) return
    saving.isHeard = true
    session.defaultSession.on('will-download', (event, item) => {
      if (event.defaultPrevented) return
      if (saving.into === undefined) item.cancel()
      else item.setSavePath(`${saving.into}/${item.getSaveDialogOptions().defaultPath}`)
    })
  }, folder)
}

/** What is chosen in the system's dialog for folders and files, and what it was opened with. */
async function choose(app: ElectronApplication, path: string | undefined): Promise<() => Promise<v.InferOutput<typeof Asked>>> {
  await app.evaluate(({ dialog }, chosen) => {
    const asked: unknown[] = []
    Object.assign(globalThis, { asked })
    dialog.showOpenDialog = async (...given: unknown[]) => {
      asked.push(given.at(-1))
      return { canceled: chosen === undefined, filePaths: chosen === undefined ? [] : [chosen] }
    }
  }, path)
  return async () => v.parse(Asked, await app.evaluate(() => (globalThis as unknown as { asked: unknown }).asked))
}

it(
  '[SHELL-2] a conversation and an address book of real exports move in, are read and found, and are taken back',
  async () => {
    if (!existsSync(TALK) || !existsSync(PEOPLE)) return console.warn(`skipped: no ${SAMPLES}`)
    const { page } = await openWindow('서연')
    await page.getByRole('link', { name: '설정' }).click()
    await page.getByRole('link', { name: '옮겨 오기' }).click()
    await page.getByLabel('파일 고르기').setInputFiles([TALK, PEOPLE])
    await page.getByText(ROOM, { exact: true }).waitFor()
    await page.getByText('2026년 4월 25일 · 메시지 9개').waitFor()
    await page.getByText('주소록 1명').waitFor()
    const move = page.getByRole('button', { name: '대화 1개 옮기기' })
    const me = page.getByRole('combobox', { name: `‘${ROOM}’에서 나는 누구인가요?` })
    await me.click()
    await page.getByRole('option', { name: '나', exact: true }).click()
    const others = page.getByRole('group', { name: '누가 누구인가요' })
    for (const [whom, who] of [
      ['지민은 누구인가요', /^새로운 사람/],
      ['수아는 누구인가요', /^이름만 두기/],
    ] as const) {
      await others.getByRole('combobox', { name: whom }).click()
      await page.getByRole('region', { name: whom }).getByRole('option', { name: who }).click()
    }
    await keepPicture(page, 'window-moving-in')
    await move.click()
    await page.getByText('다 옮겼어요').waitFor()
    await page.getByText('메시지 9개가 새로 왔어요').waitFor()

    const [archive] = v.parse(Archives, await ask(page, 'imports.archives'))
    const { messages } = v.parse(Messages, await ask(page, 'messages.open', { room: archive?.archive }))
    // Nobody says the line about who was invited.
    expect(messages.map(({ author }) => author.name)).toEqual(['지민', '서연', '지민', '', '수아', '서연', '지민', '수아', '서연'])
    expect(messages[7]?.text).toBe('여러 줄 메시지도 이렇게 보여주면 좋겠다.\nREADME 스크린샷이랑 OG 이미지에 쓰기 딱 좋게.')
    const names = v.parse(Entries, await ask(page, 'book.entries')).map(({ name }) => name)
    expect(names.toSorted()).toEqual(['VCard Test', '지민'])

    // Read where it stands, and found from anywhere.
    await page.getByRole('link', { name: new RegExp(`^${ROOM}`) }).click()
    await page.getByRole('feed').getByText('설치 없이 브라우저에서 되는 거야?').waitFor()
    await page.getByText('여기는 읽기만 해요').waitFor()
    await keepPicture(page, 'window-imported')
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox').fill('스크린샷')
    await page.getByRole('option').filter({ hasText: '가져온 글' }).click()
    await page
      .getByRole('feed')
      .getByRole('article', { name: /^가져온 글: 수아, 여러 줄 메시지도/ })
      .waitFor()

    // Dropped anywhere it moves in, too: here nothing of it is new. Then all of it goes.
    const again = JSON.stringify(readFileSync(TALK, 'utf8'))
    const dropped = await page.evaluateHandle(`(() => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([${again}], 'KakaoTalkChats.txt', { type: 'text/plain' }))
      return transfer
    })()`)
    for (const event of ['dragenter', 'dragover', 'drop']) await page.locator('body').dispatchEvent(event, { dataTransfer: dropped })
    await move.waitFor()
    if ((await me.textContent())?.includes('골라') === true) {
      await me.click()
      await page.getByRole('option', { name: '나', exact: true }).click()
    }
    await move.click()
    await page.getByText('모두 이미 있던 것이에요').waitFor()
    await page.getByRole('button', { name: '다른 파일 고르기' }).click()
    await page.getByRole('button', { name: /demo-chat-android\.txt.* 되돌리기/ }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: '되돌리기' }).click()
    await page.getByText('메시지 9개를 되돌렸어요').waitFor()
    expect(v.parse(Hits, await ask(page, 'messages.search', { text: '스크린샷' }))).toEqual([])
  },
  TWO_MINUTES,
)

it(
  '[SHELL-8] [SHELL-9] a room leaves as a file and a backup is written and checked, where the person says in the system’s dialogs',
  async () => {
    const { app, page, outside } = await openWindow('지우')
    const room = v.parse(v.string(), await ask(page, 'rooms.create', { name: '우리 집' }))
    await ask(page, 'messages.send', { room, texts: ['첫눈이 와요'] })

    // The window knows what became of a file: undone is not saved.
    await goTo(page, `#/rooms/${room}`)
    await page.getByRole('button', { name: '더 보기' }).last().click()
    await page.getByRole('menuitem', { name: '대화 내보내기' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: '파일 만들기' }).click()
    const save = dialog.getByRole('button', { name: / 저장$/ })
    await saveInto(app, undefined)
    await save.click()
    await expect.poll(() => app.evaluate(() => (globalThis as unknown as { isHeard: boolean }).isHeard)).toBe(true)
    expect(readdirSync(outside)).toEqual([])
    expect(await dialog.getByRole('status').count()).toBe(0)
    await saveInto(app, outside)
    await save.click()
    await dialog.getByText('저장했어요').waitFor()
    const [text = ''] = readdirSync(outside)
    expect(text).toMatch(/^우리 집.*\.txt$/)
    expect(readFileSync(join(outside, text), 'utf8')).toContain(' 지우: 첫눈이 와요\n')
    await dialog.getByRole('button', { name: '마치기' }).click()

    await goTo(page, '#/settings/backup')
    await page.getByRole('button', { name: '지금 백업하기' }).click()
    const where = dialog.getByRole('textbox', { name: '넣을 폴더' })
    const first = await where.inputValue()
    await choose(app, undefined)
    await dialog.getByRole('button', { name: '폴더 고르기' }).click()
    expect(await where.inputValue()).toBe(first)
    const asked = await choose(app, outside)
    await dialog.getByRole('button', { name: '폴더 고르기' }).click()
    await expect.poll(() => where.inputValue()).toBe(outside)
    expect(await asked()).toMatchObject([
      { title: '폴더 고르기', properties: expect.arrayContaining(['openDirectory']), defaultPath: first },
    ])
    await dialog.getByLabel('백업 비밀번호').fill(PASSPHRASE)
    await dialog.getByLabel('한 번 더').fill(PASSPHRASE)
    await keepPicture(page, 'window-backup')
    await dialog.getByRole('button', { name: '백업하기', exact: true }).click()
    await dialog.waitFor({ state: 'detached' })
    const file = join(outside, readdirSync(outside).find((name) => name.endsWith('.sbbackup')) ?? '')
    expect(readdirSync(outside)).toHaveLength(2)

    await page.getByRole('button', { name: /백업 확인하기/ }).click()
    const path = dialog.getByRole('textbox', { name: '백업 파일' })
    await path.fill('')
    const looked = await choose(app, file)
    await dialog.getByRole('button', { name: '백업 파일 고르기' }).click()
    await expect.poll(() => path.inputValue()).toBe(file)
    expect(await looked()).toMatchObject([{ title: '백업 파일 고르기', properties: ['openFile'] }])
    await dialog.getByLabel('백업 비밀번호').fill(PASSPHRASE)
    await dialog.getByRole('button', { name: '확인하기' }).click()
    await dialog.getByText('이 백업은 온전해요').waitFor()
  },
  TWO_MINUTES,
)
