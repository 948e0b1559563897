/** Files of messages in the window: shown and played out of the sealed store, saved by the system's own dialog, dragged out, and nothing else. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { ElectronApplication, Page } from 'playwright-core'
import * as v from 'valibot'
import { expect, it, onTestFinished } from 'vitest'
import { SHELL } from '../../shared/limits.ts'
import { type FiledProfile, filedProfile } from '../opening/filed-profile.ts'
import { PICTURES, bytesOf } from '../pictures/some-pictures.ts'
import { ask, call } from './engine-caller.ts'
import { launch, LOOPBACK_ONLY, ROOT } from './window.ts'

const State = v.object({ phase: v.string() })
const Opened = v.object({ address: v.string(), name: v.string(), type: v.string(), sort: v.string(), size: v.number() })
const SECONDS = 60
const RATE = 22_050
const FOREIGN_BITS = 0o077

/** A minute of a tone, 2.5 MB: more than a browser takes before it plays. */
function tone(): Uint8Array {
  const samples = SECONDS * RATE
  const bytes = Buffer.alloc(44 + 2 * samples)
  bytes.write('RIFF', 0)
  bytes.writeUInt32LE(bytes.length - 8, 4)
  bytes.write('WAVEfmt ', 8)
  bytes.writeUInt32LE(16, 16)
  bytes.writeUInt16LE(1, 20)
  bytes.writeUInt16LE(1, 22)
  bytes.writeUInt32LE(RATE, 24)
  bytes.writeUInt32LE(2 * RATE, 28)
  bytes.writeUInt16LE(2, 32)
  bytes.writeUInt16LE(16, 34)
  bytes.write('data', 36)
  bytes.writeUInt32LE(2 * samples, 40)
  for (let at = 0; at < samples; at += 1) bytes.writeInt16LE(Math.round(8000 * Math.sin(at / 8)), 44 + 2 * at)
  return bytes
}

/** A service holds the profile, and the window shows it: a test's Electron need not be able to open the database. */
async function windowOver({ home, profile }: FiledProfile): Promise<{ app: ElectronApplication; page: Page }> {
  const service = spawn(
    process.execPath,
    [join(ROOT, 'scripts/launch/sarangbang.mjs'), 'serve', '--profile', profile, ...LOOPBACK_ONLY, '--json'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  onTestFinished(() => void service.kill())
  await once(service.stdout, 'data')
  const { app, page: open } = await launch({ profile, home })
  const page = await open()
  await expect.poll(async () => v.parse(State, await ask(page, 'host.state')).phase, { timeout: 20_000 }).toBe('ready')
  return { app, page }
}

it('[SHELL-10] [SHELL-11] [SHELL-12] are shown, played, saved and dragged; a page that was taken over writes nowhere', async () => {
  expect(SHELL.ENGINE_STOP_MS).toBeGreaterThan(0)
  const here = await filedProfile()
  const picture = bytesOf(PICTURES.webp)
  const sound = tone()
  const files = await here.post([
    { name: '나들이.webp', bytes: picture },
    { name: '노래.wav', bytes: sound },
    { name: '초대장.html', bytes: new TextEncoder().encode('<!doctype html><script>document.title="ran"</script>') },
  ])
  const set = await here.postSet('여름휴가', [{ path: ['사진', '1.webp'], name: '1.webp', bytes: picture }])
  await here.close()
  const { app, page } = await windowOver(here)
  const attempt = (code: string): Promise<unknown> => page.evaluate(code)
  const opened = async (index: number) => v.parse(Opened, await ask(page, 'attachments.open', { message: files, index }))

  // Shown and played where they lie; the sound is sought in by ranges.
  const [photo, song, letter] = [await opened(0), await opened(1), await opened(2)]
  expect([photo.type, song.type, letter.type]).toEqual(['image/webp', 'audio/wav', 'text/html'])
  expect(
    await attempt(
      `(async () => { const image = new Image(); image.src = '/${photo.address}'; await image.decode(); return image.naturalWidth })()`,
    ),
  ).toBeGreaterThan(0)
  expect(
    await attempt(`(async () => {
      const sound = document.createElement('audio')
      sound.muted = true
      sound.preload = 'auto'
      sound.src = '/${song.address}'
      await new Promise((resolve, reject) => { sound.onloadedmetadata = resolve; sound.onerror = () => reject(new Error(sound.error?.message)) })
      sound.currentTime = 50
      await new Promise((resolve) => { sound.onseeked = resolve })
      return [Math.round(sound.duration), Math.round(sound.currentTime), sound.seekable.length]
    })()`),
  ).toEqual([SECONDS, 50, 1])
  const answer = await attempt(`fetch('/${letter.address}', { headers: { range: 'bytes=1-4' } }).then(async (got) => [
    got.status, got.headers.get('content-type'), got.headers.get('content-security-policy'), got.headers.get('content-range'), await got.text(),
  ])`)
  expect(answer).toEqual([
    206,
    'application/octet-stream',
    "sandbox; default-src 'none'; frame-ancestors 'none'",
    `bytes 1-4/${letter.size}`,
    '!doc',
  ])
  expect(await attempt(`fetch('/media/${'A'.repeat(43)}').then((got) => got.status)`)).toBe(404)

  // Saved where the person says, and nowhere else.
  const into = join(here.home, '바탕화면')
  mkdirSync(into)
  const choose = (name: string | undefined) =>
    app.evaluate(
      ({ dialog, shell }, [folder, chosen]) => {
        const seen = ((globalThis as unknown as { seen?: unknown[] }).seen ??= [])
        dialog.showSaveDialog = (...given: unknown[]) => {
          seen.push((given[1] as { defaultPath?: string }).defaultPath)
          return Promise.resolve({ canceled: chosen === undefined, filePath: chosen === undefined ? '' : `${folder}/${chosen}` })
        }
        dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [folder ?? ''] })
        shell.showItemInFolder = (path) => void seen.push(`shown ${path}`)
      },
      [into, name] as const,
    )
  const save = (message: string, index: number) => attempt(`window.sarangbang.saveAttachment('${message}', ${index})`)
  await choose('노래.wav')
  expect(await save(files, 1)).toEqual({ outcome: 'saved', path: join(into, '노래.wav') })
  expect(readFileSync(join(into, '노래.wav')).equals(sound)).toBe(true)
  expect(await save(files, 1)).toEqual({ outcome: 'saved', path: join(into, '노래 (2).wav') })
  expect(await save(set, 0)).toEqual({ outcome: 'saved', path: join(into, '여름휴가') })
  expect(readFileSync(join(into, '여름휴가', '사진', '1.webp')).equals(picture)).toBe(true)
  await choose(undefined)
  expect(await save(files, 0)).toEqual({ outcome: 'cancelled' })
  expect(await save(files, 9)).toEqual({ outcome: 'failed', code: 'NO_MESSAGE' })
  expect(await save('nothing', 0)).toEqual({ outcome: 'failed' })
  await attempt(`window.sarangbang.showSaved('/etc/passwd')`)
  await attempt(`window.sarangbang.showSaved(${JSON.stringify(join(into, '노래.wav'))})`)
  const seen = () => app.evaluate(() => (globalThis as unknown as { seen: unknown[] }).seen)
  await expect.poll(seen).toEqual(['노래.wav', '노래.wav', '나들이.webp', `shown ${join(into, '노래.wav')}`])
  const autostart = join(here.home, 'config')
  expect(await call(page, 'attachments.save', { message: files, index: 2, folder: autostart })).toMatchObject({
    ok: false,
    error: { code: 'NOT_ALLOWED' },
  })

  // Dragged out: a file of its own name that only its owner can read, gone with the window.
  await app.evaluate(({ BrowserWindow }) => {
    const dragged: string[] = []
    Object.assign(globalThis, { dragged })
    const [window] = BrowserWindow.getAllWindows()
    if (window !== undefined) window.webContents.startDrag = ({ file }) => void dragged.push(file ?? '')
  })
  const drag = () => attempt(`window.sarangbang.startDrag('${files}', 0)`)
  expect(['dragged', 'later']).toContain(await drag())
  expect(await drag()).toBe('dragged')
  const [path = ''] = await app.evaluate(() => (globalThis as unknown as { dragged: string[] }).dragged)
  expect(path.endsWith('/나들이.webp')).toBe(true)
  expect(readFileSync(path).equals(picture)).toBe(true)
  expect(statSync(dirname(dirname(path))).mode & FOREIGN_BITS).toBe(0)
  expect(await attempt(`window.sarangbang.startDrag('${files}', 9)`)).toBe('failed')
  expect(readdirSync(into).toSorted()).toEqual(['노래 (2).wav', '노래.wav', '여름휴가'])

  // Last: a way that is barred keeps whoever drives the page waiting for it.
  await attempt(`void (location.href = '/${letter.address}')`)
  expect([page.url(), await page.title()]).not.toContain('ran')
  expect(page.url()).toMatch(/^sarangbang-page:\/\/house\/(?:#.*)?$/)
  await app.close()
  expect(existsSync(dirname(dirname(path)))).toBe(false)
})
