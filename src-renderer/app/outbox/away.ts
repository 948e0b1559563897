/** The engine is starting again, or its connection was lost: nothing the person has to decide. */
import { engineState, watchEngineState } from '../engine/index.ts'

const AWAY: ReadonlySet<string> = new Set(['DISCONNECTED', 'NO_ANSWER', 'STORE_CLOSED', 'HELLO_FIRST'])
/** Whoever answers that it is not ready is asked again, though not at once. */
const REST_MS = 1_000

export function isAway(code: string): boolean {
  return AWAY.has(code)
}

/** Not before a short rest: an engine that is there and does not answer is not asked without end. */
export async function engineIsBack(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, REST_MS))
  const isBack = () => {
    const { connection, host } = engineState()
    return connection.phase === 'open' && host?.phase === 'ready'
  }
  if (isBack() || signal.aborted) return
  const { promise, resolve } = Promise.withResolvers<void>()
  const look = (): void => {
    if (isBack()) resolve()
  }
  const end = watchEngineState(look)
  signal.addEventListener('abort', () => resolve(), { once: true })
  await promise
  end()
}
