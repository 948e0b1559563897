/** A terminal for commands that run in the test's own process: what they print is kept, and nothing of this computer's setup gets in. */
import { type ExitCode, run } from '../../src-main/headless/run.ts'
import type { Io } from '../../src-main/headless/io.ts'

export interface Run {
  readonly code: ExitCode
  readonly out: string
  readonly err: string
}

export async function runCommand(args: readonly string[], env: Io['env'] = {}, input: readonly Uint8Array[] = []): Promise<Run> {
  let out = ''
  let err = ''
  const io: Io = {
    out: (text) => void (out += text),
    drained: () => Promise.resolve(),
    err: (text) => void (err += text),
    input: (async function* () {
      yield* input
    })(),
    env: { SARANGBANG_PROFILE: '/nonexistent/sarangbang-test', ...env },
    isInteractive: false,
    question: async () => '',
    interrupted: new AbortController().signal,
  }
  return { code: await run(args, io), out, err }
}
