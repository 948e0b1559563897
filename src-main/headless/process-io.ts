/** The real streams, environment and signals of this process. A reader that goes away (`| head`) ends the command quietly. */
import { once } from 'node:events'
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import type { Io } from './io.ts'

export function processIo(): { readonly io: Io; flush(): Promise<void> } {
  const { stdin, stdout, stderr } = process
  const interrupt = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      // The second one means it.
      if (interrupt.signal.aborted) process.exit(130)
      interrupt.abort()
    })
  }
  for (const stream of [stdout, stderr]) {
    stream.on('error', (cause: NodeJS.ErrnoException) => {
      if (cause.code === 'EPIPE') process.exit(0)
    })
  }
  const io: Io = {
    out: (text) => void stdout.write(text),
    async drained() {
      if (stdout.writableNeedDrain) await once(stdout, 'drain')
    },
    err: (text) => void stderr.write(text),
    input: stdin,
    env: process.env,
    isInteractive: stdin.isTTY && stdout.isTTY,
    interrupted: interrupt.signal,
    async question(prompt, secret = false) {
      // Readline echoes what is typed through its output; a secret goes nowhere.
      const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
      if (secret) stdout.write(prompt)
      const lines = createInterface({ input: stdin, output: secret ? nowhere : stdout, terminal: true })
      try {
        return await lines.question(secret ? '' : prompt, { signal: interrupt.signal })
      } finally {
        lines.close()
        if (secret) stdout.write('\n')
      }
    },
  }
  return { io, flush: async () => void (await Promise.all([drained(stdout), drained(stderr)])) }
}

function drained(stream: NodeJS.WriteStream): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  stream.write('', () => resolve())
  return promise
}
