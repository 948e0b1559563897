/** Where a test runs its programs: a namespace host (`netns.ts`) or this very computer, on its loopback and without being root. */
import type { RunResult } from './netns.ts'
import { startProcess } from './netns-process.ts'
import type { HostProcess, StartOptions } from './netns-process.ts'

export interface Place {
  /** To its end; code null when a signal ended it, also the one after `timeoutMs` (default 30 s). */
  run(command: string, args: readonly string[], options?: StartOptions & { readonly timeoutMs?: number }): Promise<RunResult>
  start(command: string, args: readonly string[], options?: StartOptions): HostProcess
}

/** `stopAll` kills what is still running and waits for its end; nothing can be started after it. */
export function thisComputer(): Place & { stopAll(): Promise<void> } {
  const running = new Set<HostProcess>()
  let isOver = false
  const start = (command: string, args: readonly string[], options: StartOptions = {}): HostProcess => {
    if (isOver) throw new Error('everything here was stopped')
    const child = startProcess(command, args, options)
    running.add(child)
    void child.ended.then(() => running.delete(child))
    return child
  }
  return {
    start,
    async run(command, args, options = {}) {
      const child = start(command, args, options)
      const timer = setTimeout(() => child.kill('SIGKILL'), options.timeoutMs ?? 30_000)
      const code = await child.ended
      clearTimeout(timer)
      return { code, stdout: child.stdout(), stderr: child.stderr() }
    },
    async stopAll() {
      isOver = true
      const left = [...running]
      for (const child of left) child.kill('SIGKILL')
      await Promise.all(left.map((child) => child.ended))
    },
  }
}
