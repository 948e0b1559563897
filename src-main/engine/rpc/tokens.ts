/**
 * Tokens a page shows to be let in. A one-time token (printed, or in a QR code) buys a session token once; the session token is kept by
 * the page. Only hashes are kept here, compared in constant time; nothing survives the engine, so a restart asks pages anew.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Clock } from '../../../shared/crypto/index.ts'
import { RPC } from '../../../shared/limits.ts'
import type { Admission } from '../../../shared/rpc/index.ts'

interface Kept {
  readonly hash: Buffer
  readonly expires: number
}

export class Tokens {
  readonly #clock: Clock
  #oneTime: readonly Kept[] = []
  #sessions: readonly Kept[] = []

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** A new one-time token; the oldest of too many gives way. */
  issue(): string {
    const token = newToken()
    this.#oneTime = [...this.#oneTime, this.#kept(token, RPC.ONE_TIME_TOKEN_MS)].slice(-RPC.SESSIONS)
    return token
  }

  admit(token: string | undefined): Admission {
    if (token === undefined) return { ok: false }
    this.#forgetExpired()
    const hash = hashOf(token)
    if (find(this.#sessions, hash) !== undefined) return { ok: true }
    const found = find(this.#oneTime, hash)
    if (found === undefined) return { ok: false }
    this.#oneTime = this.#oneTime.filter((kept) => kept !== found)
    const session = newToken()
    this.#sessions = [...this.#sessions, this.#kept(session, RPC.SESSION_MS)].slice(-RPC.SESSIONS)
    return { ok: true, session }
  }

  #kept(token: string, termMs: number): Kept {
    return { hash: hashOf(token), expires: this.#clock.now() + termMs }
  }

  #forgetExpired(): void {
    const now = this.#clock.now()
    this.#oneTime = this.#oneTime.filter((kept) => kept.expires > now)
    this.#sessions = this.#sessions.filter((kept) => kept.expires > now)
  }
}

/** 32 random bytes as text that is safe in a URL. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** Whether two tokens are equal, in constant time. */
export function isSameToken(a: string | undefined, b: string): boolean {
  return a !== undefined && timingSafeEqual(hashOf(a), hashOf(b))
}

function find(all: readonly Kept[], hash: Buffer): Kept | undefined {
  return all.find((kept) => timingSafeEqual(kept.hash, hash))
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
