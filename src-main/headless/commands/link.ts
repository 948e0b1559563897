/**
 * `link`: makes this computer and another one the same person's. On a computer with an account it shows a code for a new one; on one without it
 * makes it the account's. Either shows and the other takes. Both show six digits, and somebody who sees both says whether they are the same.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { renderUnicodeCompact } from 'uqr'
import type { LinkingView } from '../../../shared/messenger/index.ts'
import type { HouseContract, HouseMethod, InputOf, OutputOf } from '../../../shared/rpc/index.ts'
import { openHouse } from '../../engine/index.ts'
import { type CommandContext, defineCommand } from '../command.ts'
import { CommandFailure } from '../failure.ts'
import { textBatches } from '../input-lines.ts'
import { checkListenAddresses } from '../listen-address.ts'
import { plain } from '../terminal-text.ts'

const LOOK_MS = 100

export const link = defineCommand({
  options: {
    listen: {
      kind: 'list',
      value: 'MULTIADDR',
      help: { en: 'on a new computer: listen here; may be repeated', ko: '새 컴퓨터에서: 여기서 듣기. 여러 번 쓸 수 있어요' },
    },
    'no-mdns': { kind: 'flag', help: { en: 'on a new computer: do not announce it', ko: '새 컴퓨터에서: 네트워크에 알리지 않기' } },
  },
  positionals: { shown: '[LINK]', min: 0, max: 1 },
  notes: {
    en: 'Without LINK it shows a code; run it with that code on the other computer. Compare the six digits on both screens and answer yes or no (a line on standard input).\nJSON: a line for each step, {"state": "waiting"|"comparing"|"done", …}.',
    ko: 'LINK 없이 쓰면 코드를 보여 줘요. 다른 컴퓨터에서 그 코드를 넣어 실행하세요. 두 화면의 여섯 자리 숫자를 비교하고 yes 또는 no로 답하세요(표준 입력 한 줄).\nJSON: 단계마다 한 줄, {"state": "waiting"|"comparing"|"done", …}.',
  },
  async run(values, [code], context) {
    checkListenAddresses(values.listen)
    const side = await sideOf(context, { listen: values.listen, mdns: !values['no-mdns'] })
    const stop = (): void => void side.cancel().catch(() => undefined)
    context.io.interrupted.addEventListener('abort', stop, { once: true })
    try {
      const done = await follow(context, side, code === undefined ? await side.show() : await side.take(code))
      return { json: done, human: () => context.say(LINKED) }
    } finally {
      context.io.interrupted.removeEventListener('abort', stop)
      await side.close()
    }
  },
})

const LINKED = {
  en: 'Linked. Conversations and contacts come while Sarangbang runs on both: sarangbang serve',
  ko: '이었어요. 두 컴퓨터에서 사랑방이 켜져 있으면 대화와 연락처가 와요: sarangbang serve',
}

/** One of the two computers. */
interface Side {
  show(): Promise<LinkingView>
  take(link: string): Promise<LinkingView>
  confirm(same: boolean): Promise<LinkingView>
  view(): Promise<LinkingView | undefined>
  cancel(): Promise<void>
  /** Who this computer is once it is linked; undefined: not yet. */
  who(): Promise<{ readonly account: string; readonly device: string } | undefined>
  close(): Promise<void>
}

async function sideOf(context: CommandContext, wanted: { readonly listen: readonly string[]; readonly mdns: boolean }): Promise<Side> {
  try {
    return oldSide(await context.session('network'))
  } catch (cause) {
    if (!(cause instanceof CommandFailure) || cause.code !== 'PROFILE_MISSING') throw cause
    return newSide(context, wanted)
  }
}

function oldSide(session: Awaited<ReturnType<CommandContext['session']>>): Side {
  return {
    show: () => session.ask('devices.show'),
    take: (code) => session.ask('devices.take', { link: code }),
    confirm: (same) => session.ask('devices.confirm', { same }),
    view: async () => (await session.ask('devices.get')).linking,
    cancel: () => session.ask('devices.cancel'),
    async who() {
      const { account, device } = await session.ask('profile.me')
      return { account, device }
    },
    // The session ends with the command.
    close: () => Promise.resolve(),
  }
}

async function newSide(
  context: CommandContext,
  { listen, mdns }: { readonly listen: readonly string[]; readonly mdns: boolean },
): Promise<Side> {
  const passphrase = context.passphrase()
  const host = await openHouse({
    profile: context.profile,
    network: 'on',
    mdns,
    local: false,
    language: context.language,
    ...(listen.length > 0 && { listen }),
    ...(passphrase !== undefined && { passphrase }),
  })
  const client = await host.attach('cli')
  async function ask<M extends HouseMethod>(method: M, input?: InputOf<HouseContract, M>): Promise<OutputOf<HouseContract, M>> {
    const answer = await client.call(method, input)
    if (answer.ok) return answer.value
    throw new CommandFailure(answer.error.code)
  }
  let last: LinkingView | undefined
  return {
    show: () => ask('host.linkShow'),
    take: (code) => ask('host.linkTake', { link: code }),
    confirm: (same) => ask('host.linkConfirm', { same }),
    async view() {
      const { linking, phase } = await ask('host.state')
      last = phase === 'ready' && last !== undefined ? { ...last, state: 'done' } : (linking ?? last)
      return last
    },
    cancel: () => ask('host.linkCancel'),
    who: () => Promise.resolve(host.status()?.me),
    close: () => host.stop(),
  }
}

async function follow(
  context: CommandContext,
  side: Side,
  first: LinkingView,
): Promise<{ state: 'done'; account: string; device: string }> {
  let said: LinkingView['state'] | undefined
  let isAsked = false
  for (let view: LinkingView | undefined = first; ; view = await side.view()) {
    if (context.io.interrupted.aborted) throw new CommandFailure('LINK_CANCELLED')
    if (view?.state === 'ended') throw new CommandFailure(view.code ?? 'LINK_FAILED')
    if (view !== undefined && view.state !== said && (view.state === 'waiting' || view.state === 'comparing')) {
      const shown = view
      context.emit(stepJson(shown), () => stepText(shown, context))
      said = view.state
    }
    if (view?.state === 'comparing' && !isAsked) {
      isAsked = true
      void compare(context, side)
    }
    const me = view?.state === 'done' ? await side.who() : undefined
    if (me !== undefined) return { state: 'done', account: me.account, device: me.device }
    await sleep(LOOK_MS)
  }
}

/** The other computer may say no first: nobody waits for an answer that nobody needs any more. */
async function compare(context: CommandContext, side: Side): Promise<void> {
  try {
    const typed = await answered(context)
    await side.confirm(/^(y|yes|네|예|ㅇ)$/iu.test(typed.trim()))
  } catch {
    // It is over, one way or another: the view says which.
  }
}

async function answered({ io, isJson, say }: CommandContext): Promise<string> {
  if (io.isInteractive && !isJson)
    return io.question(say({ en: 'The same on both screens? [y/N] ', ko: '두 화면의 숫자가 똑같나요? [y/N] ' }))
  for await (const [line] of textBatches(io.input)) if (line !== undefined) return line
  return 'no'
}

function stepJson({ state, link: code, digits, name, expires }: LinkingView) {
  return {
    state,
    expires,
    ...(code !== undefined && { link: code }),
    ...(digits !== undefined && { digits }),
    ...(name !== undefined && { name }),
  }
}

function stepText({ state, link: code, digits, name }: LinkingView, { say }: CommandContext): string {
  if (state === 'comparing') {
    const shown = `${digits?.slice(0, 3) ?? ''} ${digits?.slice(3) ?? ''}`
    return `${plain(name ?? '')}\n\n    ${shown}\n`
  }
  if (code === undefined) return say({ en: 'Looking for the other computer…', ko: '다른 컴퓨터를 찾는 중…' })
  const how = say({
    en: 'On the other computer scan this, or run: sarangbang link LINK. It holds for ten minutes.',
    ko: '다른 컴퓨터에서 이 코드를 비추거나 sarangbang link LINK 를 실행하세요. 10분 동안 쓸 수 있어요.',
  })
  return `${how}\n\n${renderUnicodeCompact(code, { border: 2 })}\n\n${code}`
}
