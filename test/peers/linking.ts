/** `sarangbang link` as a person runs it: what it says step by step, and the answer he types. */
import * as v from 'valibot'
import { answers } from './cli-shapes.ts'
import type { Person } from './person.ts'

const step = v.object({
  state: v.picklist(['waiting', 'comparing', 'done']),
  link: v.exactOptional(v.string()),
  digits: v.exactOptional(v.string()),
  account: v.exactOptional(v.string()),
  device: v.exactOptional(v.string()),
})

export interface Linking {
  /** Of the one who shows. */
  readonly link: string | undefined
  digits(): Promise<string | undefined>
  /** Says it, and waits for the end. */
  answer(typed: string): Promise<{ readonly account: string; readonly device: string }>
  /** Says it, and waits for the refusal. */
  refusal(typed: string): Promise<string>
  refused(): Promise<string>
  say(typed: string): void
  /** The power cord, unless it is asked to end. */
  kill(signal?: 'SIGINT'): void
  readonly ended: Promise<unknown>
}

export async function startLinking(person: Person, args: readonly string[]): Promise<Linking> {
  const process = person.start(args)
  const read = async (state: string): Promise<v.InferOutput<typeof step>> =>
    v.parse(v.pipe(v.string(), v.parseJson(), step), await process.line((line) => line.includes(`"${state}"`), { timeoutMs: 40_000 }))
  const refused = async (): Promise<string> => {
    await process.ended
    return v.parse(v.pipe(v.string(), v.parseJson(), answers.error), process.stderr().trim().split('\n').at(-1)).error.code
  }
  const { link } = await read('waiting')
  return {
    link,
    digits: async () => (await read('comparing')).digits,
    async answer(typed) {
      process.write(`${typed}\n`)
      const { account = '', device = '' } = await read('done')
      process.end()
      await process.ended
      return { account, device }
    },
    async refusal(typed) {
      process.write(`${typed}\n`)
      return refused()
    },
    refused,
    say: (typed) => process.write(`${typed}\n`),
    kill: (signal) => process.kill(signal ?? 'SIGKILL'),
    ended: process.ended,
  }
}
