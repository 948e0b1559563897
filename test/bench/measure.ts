/** Small arithmetic of measuring, and child processes that answer. */
import { type ChildProcess, fork } from 'node:child_process'

/** Milliseconds of a clock that all processes of this machine share. */
export function monotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6
}

/** Milliseconds of processor this process has used: what work costs, however busy the machine is. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}

/** The value below which `share` of the values lie; nearest rank. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5)
}

/** A process that takes and gives messages of known types. */
export interface Talker<Out, In extends { readonly type: string }> {
  readonly pid: number
  send(message: Out): void
  /** The next message of that type not taken yet; rejects when the process ends instead. */
  next<T extends In['type']>(type: T): Promise<Extract<In, { readonly type: T }>>
  /** Settles when the process has ended. */
  readonly ended: Promise<void>
}

export function startProcess<Out extends object, In extends { readonly type: string }>(
  file: string,
  args: readonly string[],
  execArgv: readonly string[] = [],
): Talker<Out, In> {
  const child: ChildProcess = fork(file, args, { execArgv: [...execArgv], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const waiting: In[] = []
  const takers = new Set<() => void>()
  let hasEnded = false
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => {
      hasEnded = true
      for (const take of takers) take()
      resolve()
    })
  })
  child.on('message', (message: In) => {
    waiting.push(message)
    for (const take of takers) take()
  })
  return {
    pid: child.pid ?? 0,
    send: (message) => void child.send(message),
    ended,
    next: (type) =>
      new Promise((resolve, reject) => {
        const take = (): void => {
          const at = waiting.findIndex((message) => message.type === type)
          if (at < 0 && !hasEnded) return
          takers.delete(take)
          if (at < 0) reject(new Error(`${file} ended while ${type} was awaited`))
          else resolve(waiting.splice(at, 1)[0] as never)
        }
        takers.add(take)
        take()
      }),
  }
}
