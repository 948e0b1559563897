/** A backup written and checked in the page, and a new computer made of it on its first-run page. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { itAtHome } from './at-home.ts'

const PASSPHRASE = '감자 두 박스요'

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sb-backup-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

itAtHome('a backup is written, checked, and comes back on a new computer', async (home) => {
  const folder = aFolder()
  const [jiwoo, mum] = await Promise.all([home.openHouse({ name: '지우', runs: 'here' }), home.openHouse({ name: '엄마', runs: 'here' })])
  await home.neighbourhood.introduce(jiwoo, mum)
  const room = await jiwoo.ask('rooms.create', { name: '우리 집', members: [mum.account] })
  await jiwoo.ask('messages.send', { room, texts: ['첫눈이 와요'] })
  const view = await home.page(jiwoo)
  const { page } = view
  await page.getByRole('link', { name: '설정' }).click()
  await page.getByRole('link', { name: '백업', exact: true }).click()
  await page.getByText('아직 백업이 없어요').waitFor()
  await home.expectAccessible(view)

  // What is wrong is said at its field, and nothing is written.
  await page.getByRole('button', { name: '지금 백업하기' }).click()
  const dialog = page.getByRole('dialog', { name: '지금 백업하기' })
  const where = dialog.getByRole('textbox', { name: '넣을 폴더' })
  const [secret, again] = [dialog.getByLabel('백업 비밀번호'), dialog.getByLabel('한 번 더')]
  const start = dialog.getByRole('button', { name: '백업하기', exact: true })
  await where.fill('backups')
  await start.click()
  await dialog.getByText(/처음부터 다 적어 주세요/).waitFor()
  await where.fill(join(folder, 'nowhere'))
  await secret.fill('짧아요')
  await start.click()
  await dialog.getByText('여덟 글자 이상으로 해 주세요.').waitFor()
  await secret.fill(PASSPHRASE)
  await again.fill(`${PASSPHRASE}!`)
  await start.click()
  await dialog.getByText('두 번 쓴 것이 서로 달라요.').waitFor()
  await again.fill(PASSPHRASE)
  await start.click()
  await dialog.getByText('그런 폴더가 없어요. 경로와 USB를 확인해 주세요.').waitFor()
  await home.expectAccessible(view)
  expect(readdirSync(folder)).toEqual([])
  await where.fill(folder)
  await start.click()
  await dialog.waitFor({ state: 'detached' })
  const [name] = readdirSync(folder)
  const file = join(folder, name ?? '')
  expect(readdirSync(folder)).toEqual([expect.stringMatching(/^sarangbang-.*\.sbbackup$/)])
  await page.getByText('마지막 백업').waitFor()
  await page.getByText(/담긴 것: 연락처 1명, 방 \d개, 메시지 \d개/).waitFor()
  await page.getByText(file).waitFor()
  await home.expectAccessible(view)
  const bytes = readFileSync(file)

  // Checked: with another passphrase that is said, with the right one what is in it.
  await page.getByRole('button', { name: /백업 확인하기/ }).click()
  const check = page.getByRole('dialog', { name: '백업 확인하기' })
  expect(await check.getByRole('textbox', { name: '백업 파일' }).inputValue()).toBe(file)
  await check.getByLabel('백업 비밀번호').fill('다른 비밀번호예요')
  await check.getByRole('button', { name: '확인하기' }).click()
  await check.getByText(/비밀번호가 달라요/).waitFor()
  await check.getByLabel('백업 비밀번호').fill(PASSPHRASE)
  await check.getByRole('button', { name: '확인하기' }).click()
  await check.getByText('이 백업은 온전해요').waitFor()
  await home.expectAccessible(view)
  await check.getByRole('button', { name: '닫기' }).last().click()

  // A new computer: wrong file and wrong passphrase leave it empty, and the file as it was.
  const door = await home.openDoorstep()
  const before = readdirSync(door.profile)
  const there = await home.page(door)
  const fresh = there.page
  await fresh.getByRole('button', { name: '백업 파일이 있어요' }).click()
  await fresh.getByRole('heading', { name: '백업 파일로 돌아오기' }).waitFor()
  await home.expectAccessible(there)
  const [path, word] = [fresh.getByRole('textbox', { name: '백업 파일' }), fresh.getByLabel('백업 비밀번호')]
  const restore = fresh.getByRole('button', { name: '돌아오기' })
  const refuses = async (at: string, passphrase: string, text: RegExp) => {
    await path.fill(at)
    await word.fill(passphrase)
    await restore.click()
    await fresh.getByText(text).waitFor()
    expect(await door.client.call('host.state')).toMatchObject({ ok: true, value: { phase: 'empty' } })
    expect(readdirSync(door.profile)).toEqual(before)
  }
  await refuses(join(folder, 'gone.sbbackup'), PASSPHRASE, /그런 파일이 없어요/)
  const photo = join(folder, 'photo.jpg')
  writeFileSync(photo, 'none of ours')
  await refuses(photo, PASSPHRASE, /사랑방 백업 파일이 아니에요/)
  const cut = join(folder, 'cut.sbbackup')
  writeFileSync(cut, bytes.subarray(0, bytes.length - 40))
  await refuses(cut, PASSPHRASE, /백업 파일의 뒷부분이 없어요/)
  await refuses(file, '다른 비밀번호예요', /비밀번호가 달라요/)
  await home.expectAccessible(there)
  expect(readFileSync(file).equals(bytes)).toBe(true)
  await word.fill(PASSPHRASE)
  await restore.click()
  await fresh.getByRole('heading', { name: '불을 켰어요' }).waitFor()
  await fresh.getByRole('button', { name: '먼저 둘러보기' }).click()
  await fresh
    .getByRole('link', { name: /우리 집/ })
    .first()
    .click()
  await fresh.getByText('첫눈이 와요').first().waitFor()
})

itAtHome('backups are made by themselves, and not any more', async (home) => {
  const folder = aFolder()
  const jiwoo = await home.openHouse({ name: '지우', runs: 'here' })
  const view = await home.page(jiwoo)
  const { page } = view
  await page.evaluate(`location.hash = '#/settings/backup'`)
  const every = page.getByRole('combobox', { name: '얼마나 자주' })
  await every.click()
  await page.getByRole('option', { name: '일주일마다' }).click()
  const dialog = page.getByRole('dialog', { name: '저절로 백업하기' })
  await dialog.getByRole('textbox', { name: '넣을 폴더' }).fill(folder)
  await dialog.getByLabel('백업 비밀번호').fill(PASSPHRASE)
  await dialog.getByLabel('한 번 더').fill(PASSPHRASE)
  await home.expectAccessible(view)
  await dialog.getByRole('button', { name: '저장하기' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('마지막 백업').waitFor()
  await page.getByText('다음 백업').waitFor()
  await home.expectAccessible(view)
  expect(await jiwoo.ask('backup.status')).toMatchObject({ every: 'weekly', folder, keep: 5, last: { name: '지우' } })

  await page.getByRole('combobox', { name: '남겨 둘 개수' }).click()
  await page.getByRole('option', { name: '10' }).click()
  await expect.poll(async () => (await jiwoo.ask('backup.status')).keep).toBe(10)
  await every.click()
  await page.getByRole('option', { name: '꺼 두기' }).click()
  await page.getByText('다음 백업').waitFor({ state: 'detached' })
  expect((await jiwoo.ask('backup.status')).every).toBe('off')
  // Back again with the passphrase that is known.
  await page.getByRole('button', { name: '되돌리기' }).click()
  await page.getByText('다음 백업').waitFor()
})
