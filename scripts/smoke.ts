/**
 * Starts the product as a newcomer would (`npm start`, no display, a fresh profile), waits until it says it is ready, asks it who it is,
 * fetches its page as a browser does, stops it with its own command and checks that it went cleanly. Exit code 0 when all of that held. Where the machine allows it, all of it
 * happens in a network of its own: nobody around is to hear of a test.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import * as v from 'valibot'
import { inOwnNetwork } from './own-network.ts'

const READY_LIMIT_MS = 60_000
const STOP_LIMIT_MS = 15_000

const ReadyLine = v.object({
  ready: v.literal(true),
  addresses: v.pipe(v.array(v.string()), v.minLength(1)),
  page: v.pipe(v.string(), v.url()),
})

const OurPage = v.object({
  status: v.literal(200),
  policy: v.pipe(v.string(), v.includes("default-src 'none'")),
  title: v.literal(true),
  script: v.string(),
  program: v.literal(200),
})

const profile = mkdtempSync(join(tmpdir(), 'sarangbang-smoke-'))
const start = ['npm', 'start', '--', '--profile', profile, '--name', 'Smoke', '--json']
const moved = inOwnNetwork(start)
const [command = 'npm', ...args] = moved ?? start
const service = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] })
const ended = once(service, 'exit')
try {
  const page = await within(READY_LIMIT_MS, 'the ready line', Promise.race([readyLine(service), ended.then(endedEarly)]))
  cli('me')
  checkPage(page)
  cli('stop')
  await within(STOP_LIMIT_MS, 'the end', ended)
  if (service.exitCode !== 0) throw new Error(`npm start ended with ${service.exitCode ?? service.signalCode}`)
  console.log('smoke: npm start came up, answered, and stopped cleanly')
} catch (cause) {
  console.error(`smoke: ${cause instanceof Error ? cause.message : String(cause)}`)
  process.exitCode = 1
} finally {
  service.kill()
  await Promise.race([ended, delay(STOP_LIMIT_MS, undefined, { ref: false })])
  rmSync(profile, { recursive: true, force: true })
}

/** The address of the page. */
async function readyLine({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error('npm start has no output')
  for await (const line of createInterface({ input: stdout })) {
    console.log(line)
    const ready = v.safeParse(ReadyLine, parseJson(line))
    if (ready.success) {
      stdout.resume()
      return ready.output.page
    }
  }
  throw new Error('npm start closed its output without a ready line')
}

function endedEarly(): never {
  throw new Error(`npm start ended with ${service.exitCode ?? service.signalCode} before it was ready`)
}

function cli(command: string): void {
  const args = ['run', '--silent', 'cli', '--', command, '--profile', profile, '--json']
  const { status, stdout, stderr } = spawnSync('npm', args, { encoding: 'utf8', timeout: STOP_LIMIT_MS })
  console.log(`${command}: ${stdout.trim()}`)
  if (status !== 0) throw new Error(`"${command}" ended with ${status}: ${stderr.trim()}`)
}

/** The page and the program it names, asked for in the network the service is in; a browser would run exactly these. */
function checkPage(address: string): void {
  const ask = `
    const page = await fetch(process.argv[1]);
    const text = await page.text();
    const script = /src="([^"]+\\.js)"/.exec(text)?.[1] ?? '/none';
    const program = await fetch(new URL(script, process.argv[1]));
    console.log(JSON.stringify({ status: page.status, policy: page.headers.get('content-security-policy'), title: text.includes('<title>사랑방</title>'), script, program: program.status }))`
  const node = [process.execPath, '--input-type=module', '--eval', ask, address]
  const [command = '', ...args] = moved !== undefined ? ['nsenter', '--target', String(service.pid), '--net', ...node] : node
  const { stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', timeout: STOP_LIMIT_MS })
  console.log(`page: ${stdout.trim()}`)
  if (!v.is(OurPage, parseJson(stdout))) throw new Error(`the page is not ours: ${stdout.trim()} ${stderr.trim()}`)
}

async function within<T>(limitMs: number, what: string, awaited: Promise<T>): Promise<T> {
  const late = delay(limitMs, undefined, { ref: false }).then(() => {
    throw new Error(`waited ${limitMs / 1_000} s in vain for ${what}`)
  })
  return await Promise.race([awaited, late])
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
