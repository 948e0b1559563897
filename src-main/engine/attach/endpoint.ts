/**
 * Where the engine of a profile listens for its owner's programs, and the token that proves one may read the profile's folder:
 * `engine.json` in that folder, readable by its owner only, there while an engine runs (a crash leaves it; then nobody listens).
 */
import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join, resolve } from 'node:path'
import * as v from 'valibot'

export interface Endpoint {
  readonly socket: string
  readonly token: string
  readonly pid: number
  readonly protocol: number
}

/** Unix socket addresses end at 104 to 108 bytes, depending on the system. */
const SOCKET_PATH_BYTES = 100

/** Beside the profile; for a deep folder in the system's temporary one; on Windows a named pipe. */
export function socketPath(profile: string, platform: NodeJS.Platform = process.platform): string {
  const folder = resolve(profile)
  const digest = createHash('sha256').update(folder).digest('hex').slice(0, 24)
  if (platform === 'win32') return `\\\\.\\pipe\\sarangbang-${digest}`
  const beside = join(folder, 'engine.sock')
  return Buffer.byteLength(beside) <= SOCKET_PATH_BYTES ? beside : join(tmpdir(), `sarangbang-${userInfo().uid}`, `${digest}.sock`)
}

/** Makes the folder the socket lies in, where that is not the profile. */
export function prepareSocketFolder(profile: string): void {
  if (process.platform === 'win32') return
  const folder = join(socketPath(profile), '..')
  if (folder === resolve(profile)) return
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
}

export function writeEndpoint(profile: string, endpoint: Endpoint): void {
  const fresh = `${endpointFile(profile)}.new`
  rmSync(fresh, { force: true })
  writeFileSync(fresh, JSON.stringify(endpoint), { mode: 0o600, flag: 'wx' })
  renameSync(fresh, endpointFile(profile))
}

export function removeEndpoint(profile: string): void {
  rmSync(endpointFile(profile), { force: true })
}

/** undefined: no engine has left its address here, or the file is not ours. */
export function readEndpoint(profile: string): Endpoint | undefined {
  try {
    const parsed = v.safeParse(endpointSchema, JSON.parse(readFileSync(endpointFile(profile), 'utf8')))
    return parsed.success ? parsed.output : undefined
  } catch {
    return undefined
  }
}

function endpointFile(profile: string): string {
  return join(profile, 'engine.json')
}

const endpointSchema = v.object({
  socket: v.pipe(v.string(), v.minLength(1), v.maxLength(512)),
  token: v.pipe(v.string(), v.minLength(1), v.maxLength(256)),
  pid: v.number(),
  protocol: v.number(),
})
