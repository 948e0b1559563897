/** The service as a person starts it: a process of its own over a profile of 50 rooms, until its list of rooms has been answered. */
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { systemRng } from '../../shared/crypto/index.ts'
import { createMessenger, loadIdentity } from '../../shared/messenger/index.ts'
import { nodeCrypto } from '../../src-main/engine/crypto/index.ts'
import { attachToEngine, makeProfile } from '../../src-main/engine/index.ts'
import { noLinks } from '../../src-main/engine/links.ts'
import { openDatabase } from '../../src-main/engine/open-database.ts'
import { systemClock as clock } from '../../src-main/engine/system-clock.ts'
import { fillRoom, settle, valueOf } from './fill.ts'

const COMMAND = fileURLToPath(new URL('../../scripts/launch/sarangbang.mjs', import.meta.url))
const IDLE_MS = 4_000

export interface Start {
  /** From starting the process until it said it is ready, and until a program that attached had the list of rooms. */
  readonly readyMs: number
  readonly roomsMs: number
  readonly idleBytes: number
}

/** A profile as the product makes it, filled. */
export async function fillProfile(dir: string, rooms: number, count: number): Promise<void> {
  valueOf(await makeProfile({ profile: dir, name: '엄마', deviceName: 'bench', language: 'ko' }))
  const { store, close } = valueOf(await openDatabase({ profile: dir, create: false }))
  const crypto = nodeCrypto()
  const identity = loadIdentity(store, crypto)
  if (identity === undefined) throw new Error('no identity')
  const messenger = createMessenger({ store, crypto, rng: systemRng(), clock, identity, links: noLinks(clock.now()) })
  for (let at = 0; at < rooms; at++) {
    const room = valueOf(messenger.createRoom({ name: `방 ${at + 1}` }))
    fillRoom({ messenger }, room, count / rooms, (at * count) / rooms)
  }
  await settle(3_000)
  messenger.stop()
  close()
}

export async function measureStart(profile: string): Promise<Start> {
  const started = performance.now()
  const args = [COMMAND, 'serve', '--json', '--no-mdns', '--listen', '/ip4/127.0.0.1/tcp/0', '--profile', profile]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    await new Promise<void>((resolve, reject) => {
      createInterface(child.stdout).once('line', () => resolve())
      child.once('exit', () => reject(new Error('the service ended')))
    })
    const readyMs = performance.now() - started
    const attached = await attachToEngine(profile)
    if (attached.state !== 'attached') throw new Error(attached.state)
    const answer = await attached.client.call('rooms.list', {})
    const roomsMs = performance.now() - started
    if (!answer.ok) throw new Error(answer.error.code)
    attached.client.close()
    await settle(IDLE_MS)
    return { readyMs, roomsMs, idleBytes: rssOf(child.pid ?? 0) }
  } finally {
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    await ended
  }
}

function rssOf(pid: number): number {
  const file = `/proc/${pid}/status`
  const found = existsSync(file) ? /VmRSS:\s+(\d+)/.exec(readFileSync(file, 'utf8')) : null
  return found?.[1] === undefined ? Number.NaN : Number(found[1]) * 1024
}
