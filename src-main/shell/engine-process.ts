/**
 * The engine in a process of its own, kept alive: when it ends without having been asked to, another is started, at most one a second
 * (SHELL-1). Pages cannot outlive it: each gets a port of its own from whoever asks `attach` after `ready`. What was answered is on the
 * disk, so a crash costs a second and no message.
 */
import { type MessagePortMain, type UtilityProcess, utilityProcess } from 'electron'
import * as v from 'valibot'
import { SHELL } from '../../shared/limits.ts'
import { restartDelay } from './restart.ts'

export interface EngineOptions {
  readonly profile?: string
  readonly store?: 'memory'
  readonly network: 'on' | 'off'
  readonly listen?: readonly string[]
  readonly mdns: boolean
  /** The system's, until one is chosen. */
  readonly language: 'ko' | 'en'
}

export type SystemEvent = 'lock' | 'unlock' | 'sleep' | 'wake'

export interface EngineProcess {
  /** Pages are to be attached, again after each restart. */
  onReady(listener: () => void): void
  readonly isReady: boolean
  /** It was stopped by somebody else: a command, a page. */
  onStopped(listener: () => void): void
  /** Gives the engine one end of a channel: of the page, or of the shell itself. Without a running engine the port is closed. */
  attach(port: MessagePortMain, as?: 'shell'): void
  tell(event: SystemEvent): void
  /** Of the running process. */
  readonly pid: number | undefined
  /** Asks it to end, and ends it when it takes too long. */
  stop(): Promise<void>
}

const report = v.variant('type', [
  v.object({ type: v.literal('ready') }),
  v.object({ type: v.literal('failed'), code: v.string() }),
  v.object({ type: v.literal('stopped') }),
])

export function startEngineProcess(entry: string, options: EngineOptions): EngineProcess {
  const listeners: (() => void)[] = []
  const stopListeners: (() => void)[] = []
  let child: UtilityProcess | undefined
  let isReady = false
  let isStopping = false
  let restart: NodeJS.Timeout | undefined

  function start(): void {
    const startedAt = Date.now()
    const started = utilityProcess.fork(entry, [], { serviceName: 'Sarangbang', stdio: 'inherit' })
    child = started
    started.on('spawn', () => started.postMessage({ type: 'start', options }))
    started.on('message', (heard: unknown) => {
      const told = v.safeParse(report, heard)
      if (!told.success || child !== started) return
      if (told.output.type === 'failed') process.stderr.write(`engine: ${told.output.code}\n`)
      if (told.output.type === 'ready') isReady = true
      if (told.output.type === 'stopped' && !isStopping) for (const listener of stopListeners) listener()
      if (told.output.type === 'ready') for (const listener of listeners) listener()
    })
    started.on('exit', () => {
      if (child !== started) return
      child = undefined
      isReady = false
      if (!isStopping) restart = setTimeout(start, restartDelay(startedAt, Date.now()))
    })
  }

  start()
  return {
    onReady(listener) {
      listeners.push(listener)
      if (isReady) listener()
    },
    onStopped: (listener) => void stopListeners.push(listener),
    get isReady() {
      return isReady
    },
    attach(port, as) {
      if (child !== undefined && isReady) child.postMessage({ type: 'attach', ...(as !== undefined && { as }) }, [port])
      else port.close()
    },
    tell(event) {
      child?.postMessage({ type: 'system', event })
    },
    get pid() {
      return child?.pid
    },
    async stop() {
      isStopping = true
      clearTimeout(restart)
      const ending = child
      if (ending === undefined) return
      const ended = new Promise<void>((resolve) => ending.once('exit', () => resolve()))
      ending.postMessage({ type: 'stop' })
      // Not `kill`, which only asks: it hangs.
      const killer = setTimeout(() => endNow(ending), SHELL.ENGINE_STOP_MS)
      await ended
      clearTimeout(killer)
    },
  }
}

function endNow({ pid }: UtilityProcess): void {
  try {
    if (pid !== undefined) process.kill(pid, 'SIGKILL')
  } catch (cause) {
    process.stderr.write(`engine: ${String(cause)}\n`)
  }
}
