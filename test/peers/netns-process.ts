/**
 * A program running here or inside a namespace host, with its output as lines. Tests await a line instead of sleeping. The output is
 * kept whole, so `line` also finds one that came earlier.
 */
import { spawn } from 'node:child_process'

export interface StartOptions {
  /** Added to the environment of the test. */
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  /** Written to the program's input, which then ends. Without it the input stays open for `write`. */
  readonly stdin?: string
}

export interface HostProcess {
  readonly pid: number | undefined
  /** Exit code, or null when a signal ended it. Never rejects. */
  readonly ended: Promise<number | null>
  stdout(): string
  stderr(): string
  /**
   * The first line of the output (from the line numbered `from`) that fits; rejects with all the output when the program ends first
   * or after `timeoutMs` (default 20 s).
   */
  line(fits: (text: string) => boolean, options?: { readonly from?: number; readonly timeoutMs?: number }): Promise<string>
  /** How many whole lines came so far: the place to look on from. */
  lineCount(): number
  /** Settles with the next line, when the program ends, or after `timeoutMs`, whichever is first. Never rejects. */
  news(timeoutMs: number): Promise<void>
  /** The whole lines from number `from` on. */
  lines(from?: number): readonly string[]
  write(text: string): void
  /** Ends its input. */
  end(): void
  /** `SIGKILL` is the power-off. */
  kill(signal?: NodeJS.Signals): void
}

export function startInside(namespace: string, command: string, args: readonly string[], options: StartOptions): HostProcess {
  // `ip netns exec` becomes the program itself, so the child's pid is the program's and a signal reaches it.
  return startProcess('ip', ['netns', 'exec', namespace, command, ...args], options)
}

/** Starts the program; a program that cannot be started ends at once with null. */
export function startProcess(command: string, args: readonly string[], options: StartOptions): HostProcess {
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const lines: string[] = []
  let rest = ''
  let errors = ''
  let hasEnded = false
  const watchers = new Set<() => void>()
  const changed = (): void => {
    for (const watcher of [...watchers]) watcher()
  }

  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n')
    rest = parts.pop() ?? ''
    lines.push(...parts)
    changed()
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text
  })
  child.stdin.on('error', () => undefined)
  const ended = new Promise<number | null>((resolve) => {
    const finish = (code: number | null): void => {
      hasEnded = true
      resolve(code)
      changed()
    }
    child.once('close', finish)
    child.once('error', (error) => {
      errors += error.message
      finish(null)
    })
  })
  if (options.stdin !== undefined) child.stdin.end(options.stdin)

  const stdout = (): string => [...lines, rest].join('\n')
  return {
    pid: child.pid,
    ended,
    stdout,
    stderr: () => errors,
    lineCount: () => lines.length,
    news: (timeoutMs) =>
      new Promise((resolve) => {
        const finish = (): void => {
          watchers.delete(finish)
          clearTimeout(timer)
          resolve()
        }
        const timer = setTimeout(finish, timeoutMs)
        watchers.add(finish)
      }),
    lines: (from = 0) => lines.slice(from),
    write: (text) => void child.stdin.write(text),
    end: () => void child.stdin.end(),
    kill: (signal = 'SIGTERM') => void child.kill(signal),
    line: (fits, { from = 0, timeoutMs = 20_000 } = {}) =>
      new Promise((resolve, reject) => {
        let next = from
        const finish = (): void => {
          watchers.delete(look)
          clearTimeout(timer)
        }
        const fail = (why: string): void => {
          finish()
          reject(new Error(`${why}: ${command} ${args.join(' ')}\n${stdout()}\n${errors}`))
        }
        const look = (): void => {
          for (; next < lines.length; next += 1) {
            const text = lines[next]
            if (text === undefined || !fits(text)) continue
            finish()
            resolve(text)
            return
          }
          if (hasEnded) fail('ended without the line')
        }
        const timer = setTimeout(() => fail(`no such line in ${timeoutMs} ms`), timeoutMs)
        watchers.add(look)
        look()
      }),
  }
}
