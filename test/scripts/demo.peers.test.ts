/** `npm run demo` is the first thing a newcomer sees; it tells the truth only if its exit code does. */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const LIMIT_MS = 60_000

it.each([
  ['en_GB.UTF-8', 'All three show the same'],
  ['ko_KR.UTF-8', '셋 다 같은 메시지'],
])('the demo tells its story in %s and ends well', async (language, sentence) => {
  const { code, out } = await demo(language)
  expect(out).toContain(sentence)
  const hashes = [...out.matchAll(/\b([0-9a-f]{32})\b/g)].map(([hash]) => hash)
  expect([hashes.length, new Set(hashes).size]).toEqual([3, 1])
  expect(code).toBe(0)
})

function demo(language: string): Promise<{ readonly code: number | string | null | undefined; readonly out: string }> {
  const { promise, resolve } = Promise.withResolvers<Awaited<ReturnType<typeof demo>>>()
  const env = { ...process.env, LC_ALL: language }
  execFile(process.execPath, ['scripts/run.mjs', 'scripts/demo.ts'], { cwd: ROOT, env, timeout: LIMIT_MS }, (error, out, err) =>
    resolve({ code: error === null ? 0 : error.code, out: out + err }),
  )
  return promise
}
