/**
 * The shell's own line to the engine for files: what the page shows is fetched here piece by piece, and what a person saves is written by the
 * engine where the shell says. Apart from the watch's, so that a film keeps no notification waiting. The engine may be started anew meanwhile.
 */
import { setTimeout as delay } from 'node:timers/promises'
import { MessageChannelMain } from 'electron'
import { type MediaPieces, readPiece } from '../../shared/page-rules/index.ts'
import { type Answer, type Contract, createRpcClient, portChannel, type RpcClient } from '../../shared/rpc/index.ts'
import type { EngineProcess } from './engine-process.ts'

export interface EngineLine {
  /** `timeoutMs` 0: as long as the engine lives. Never rejects. */
  ask(method: string, input: unknown, timeoutMs?: number): Promise<Answer<unknown>>
  readonly pieces: MediaPieces
}

/** One connection may ask so much a second and no more; a page that asks for a hundred pictures at once waits a moment. */
const TRIES = 50
const AGAIN_MS = 100

export function createEngineLine(engine: EngineProcess): EngineLine {
  let client: RpcClient<Contract, unknown> | undefined

  engine.onReady(() => {
    const { port1, port2 } = new MessageChannelMain()
    client?.close()
    client = createRpcClient<Contract, unknown>(portChannel(port1, true))
    engine.attach(port2, 'shell')
    void client.hello()
  })

  async function ask(method: string, input: unknown, timeoutMs?: number): Promise<Answer<unknown>> {
    for (let tries = 1; ; tries += 1) {
      const answer = await client?.call(method, input, timeoutMs)
      if (answer === undefined) return { ok: false, error: { code: 'NOT_READY', message: 'no engine' } }
      if (answer.ok || answer.error.code !== 'TOO_MANY_CALLS' || tries >= TRIES) return answer
      await delay(AGAIN_MS)
    }
  }

  return {
    ask,
    async pieces(address, from, length) {
      const answer = await ask('attachments.read', { address, from, length })
      return answer.ok ? readPiece(answer.value) : undefined
    },
  }
}
