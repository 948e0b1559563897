/**
 * A command's way to the messenger: the engine that runs for the profile, or, when none does, the profile opened for this command
 * alone. The engine's code is loaded only in the second case; asking a running one stays quick.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { EngineClient, HouseContract, HouseEvent, HouseMethod, InputOf, Lagged, OutputOf } from '../../shared/rpc/index.ts'
import { attachToEngine, createEngine } from '../engine/index.ts'
import { CommandFailure } from './failure.ts'

/** engine: only a running one will do. profile: opened without a network if need be. network: with one. */
export type SessionNeed = 'engine' | 'profile' | 'network'

export interface Session {
  /** True when the profile was opened for this command only. */
  readonly isTemporary: boolean
  /** Throws `CommandFailure` with the code of a refusal. `timeoutMs` 0: as long as it takes. */
  ask<M extends HouseMethod>(method: M, input?: InputOf<HouseContract, M>, timeoutMs?: number): Promise<OutputOf<HouseContract, M>>
  subscribe(listener: (event: HouseEvent | Lagged) => unknown): Promise<void>
  /** Settles when the engine has gone. */
  readonly ended: Promise<void>
  close(): Promise<void>
}

export interface SessionOptions {
  readonly profile: string
  readonly need: SessionNeed
  readonly passphrase: () => string | undefined
  /** Asks the person, when the profile turns out to have one that was not given. */
  readonly ask: () => Promise<string | undefined>
  /** A temporary engine with a network has started. */
  readonly onTemporary: () => void
}

/** An engine that is just starting or stopping, or another command, holds the profile for a moment; longer than this is somebody else. */
export const PROFILE_PATIENCE_MS = 15_000
export const PROFILE_RETRY_MS = 50

export async function openSession(options: SessionOptions): Promise<Session> {
  const deadline = performance.now() + PROFILE_PATIENCE_MS
  for (;;) {
    const session = await tryToOpen(options)
    if (session !== 'PROFILE_IN_USE') return session
    if (performance.now() > deadline) throw new CommandFailure(session)
    await sleep(PROFILE_RETRY_MS)
  }
}

async function tryToOpen(options: SessionOptions): Promise<Session | 'PROFILE_IN_USE'> {
  const attachment = await attachToEngine(options.profile)
  if (attachment.state === 'refused') throw new CommandFailure(attachment.code)
  if (attachment.state === 'attached') return sessionOver(attachment.client, false, async () => attachment.client.close())
  if (options.need === 'engine') throw new CommandFailure('NO_ENGINE')
  const open = (passphrase: string | undefined) =>
    createEngine({
      profile: options.profile,
      network: options.need === 'network' ? 'on' : 'off',
      ...(passphrase !== undefined && { passphrase }),
    })
  const given = options.passphrase()
  const first = await open(given)
  const asked = !first.ok && first.code === 'PASSPHRASE_NEEDED' && given === undefined ? await options.ask() : undefined
  const opened = asked === undefined ? first : await open(asked)
  if (!opened.ok && opened.code === 'PROFILE_IN_USE') return opened.code
  if (!opened.ok) throw new CommandFailure(opened.code)
  if (options.need === 'network') options.onTemporary()
  const engine = opened.value
  return sessionOver(await engine.attach('cli'), true, () => engine.stop())
}

function sessionOver(client: EngineClient, isTemporary: boolean, close: () => Promise<void>): Session {
  return {
    isTemporary,
    ended: client.ended,
    async ask(method, input, timeoutMs) {
      const answer = await client.call(method, input, timeoutMs)
      if (answer.ok) return answer.value
      throw new CommandFailure(answer.error.code, answer.error.message === answer.error.code ? undefined : answer.error.message)
    },
    async subscribe(listener) {
      const answer = await client.subscribe(listener)
      if (!answer.ok) throw new CommandFailure(answer.error.code)
    },
    close,
  }
}
