/**
 * `serve`: the always-on service. It makes the profile when there is none, says who it is and how to go on, and runs until it is told
 * to stop. With `--json` the first line is `{ready: true, addresses}`, once it can be used.
 */
import { isIP } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { attachToEngine, createEngine, type Engine } from '../../engine/index.ts'
import { type CommandContext, defineCommand, NO_WORDS } from '../command.ts'
import { CommandFailure, UsageFailure } from '../failure.ts'
import { computerName, createProfile, PROFILE_CREATED, type NewProfile, wordsText } from '../new-profile.ts'
import { askPassphrase } from '../passphrase.ts'
import { PROFILE_PATIENCE_MS, PROFILE_RETRY_MS } from '../session.ts'
import { columns, plain } from '../terminal-text.ts'

export const serve = defineCommand({
  options: {
    name: { kind: 'text', value: 'NAME', help: { en: 'my name, at the first start', ko: '내 이름 (처음 시작할 때)' } },
    listen: {
      kind: 'list',
      value: 'MULTIADDR',
      help: { en: 'listen here instead; may be repeated', ko: '대신 여기서 듣기. 여러 번 쓸 수 있어요' },
    },
    page: {
      kind: 'text',
      value: 'HOST:PORT|off',
      help: { en: 'where pages may come; off unless said', ko: '페이지를 받을 주소. 말하지 않으면 off' },
    },
    'no-mdns': {
      kind: 'flag',
      help: { en: 'do not announce and do not look around on the network', ko: '네트워크에 알리지도 찾지도 않기' },
    },
  },
  positionals: NO_WORDS,
  async run(values, _words, context) {
    for (const address of values.listen) checkAddress(address)
    const page = pageOf(values.page)
    const wanted = { listen: values.listen, page, mdns: !values['no-mdns'] }
    const there = await opened(context, wanted)
    const created = there === undefined ? await firstRun(values.name, context) : undefined
    let engine = there ?? (await opened(context, wanted))
    const interrupted = Promise.withResolvers<'interrupted'>()
    if (context.io.interrupted.aborted) interrupted.resolve('interrupted')
    context.io.interrupted.addEventListener('abort', () => interrupted.resolve('interrupted'), { once: true })
    for (let isRunning = true; isRunning;) {
      if (engine === undefined) throw new CommandFailure('PROFILE_MISSING')
      isRunning = (await runs(engine, created, interrupted.promise, context)) === 'retired'
      // FORK-5: it comes back as another device; everybody else sees a restart.
      if (isRunning) engine = await opened(context, wanted)
    }
    return undefined
  },
})

/** Until it ends; says when it can be used. */
async function runs(engine: Engine, created: NewProfile | undefined, interrupted: Promise<'interrupted'>, context: CommandContext) {
  try {
    context.emit({ ready: true, addresses: engine.status().addresses, ...pageJson(engine) }, () => welcome(engine, created, context))
    return await Promise.race([interrupted, engine.stopped])
  } finally {
    await engine.stop()
  }
}

async function firstRun(name: string | undefined, context: CommandContext): Promise<NewProfile> {
  const fallback = computerName()
  const typed = name ?? (context.io.isInteractive && !context.isJson ? (await context.io.question(prompt(fallback, context))).trim() : '')
  return createProfile(context, { name: typed === '' ? fallback : typed, deviceName: undefined, language: context.language })
}

function prompt(fallback: string, context: CommandContext): string {
  return context.say({ en: `What is your name? [${fallback}] `, ko: `이름이 무엇인가요? [${fallback}] ` })
}

interface Wanted {
  readonly listen: readonly string[]
  readonly page: { readonly host: string; readonly port: number } | undefined
  readonly mdns: boolean
}

/** Undefined: there is no profile yet. */
async function opened(context: CommandContext, wanted: Wanted): Promise<Engine | undefined> {
  const start = (passphrase: string | undefined) =>
    createEngine({
      profile: context.profile,
      network: 'on',
      mdns: wanted.mdns,
      ...(passphrase !== undefined && { passphrase }),
      ...(wanted.listen.length > 0 && { listen: wanted.listen }),
      ...(wanted.page !== undefined && { page: wanted.page }),
    })
  const given = context.passphrase()
  const first = await patiently(() => start(given), context.profile)
  const asked = !first.ok && first.code === 'PASSPHRASE_NEEDED' && given === undefined ? await askPassphrase(context) : undefined
  const result = asked === undefined ? first : await start(asked)
  if (result.ok) return result.value
  if (result.code === 'PROFILE_MISSING') return undefined
  throw new CommandFailure(result.code)
}

/** Another command may hold the profile for a moment; an engine that answers is there to stay. */
async function patiently(start: () => ReturnType<typeof createEngine>, profile: string): ReturnType<typeof createEngine> {
  const deadline = performance.now() + PROFILE_PATIENCE_MS
  for (;;) {
    const result = await start()
    if (result.ok || result.code !== 'PROFILE_IN_USE') return result
    const attachment = await attachToEngine(profile)
    if (attachment.state === 'attached') attachment.client.close()
    if (attachment.state !== 'absent') throw new CommandFailure('ENGINE_RUNNING')
    if (performance.now() > deadline) return result
    await sleep(PROFILE_RETRY_MS)
  }
}

function welcome(engine: Engine, created: NewProfile | undefined, context: CommandContext): string {
  const { say } = context
  const { me, addresses, protection } = engine.status()
  const page = engine.pageUrl()
  const facts = columns([
    [say({ en: 'Name', ko: '이름' }), plain(me.name)],
    [say({ en: 'Account', ko: '계정' }), me.account],
    ...addresses.map((address, index) => [index === 0 ? say({ en: 'Addresses', ko: '주소' }) : '', address]),
    ...(page === undefined ? [] : [[say({ en: 'Page', ko: '페이지' }), page]]),
  ])
  const open = say({
    en: 'Note: the profile has no passphrase; its key lies beside it, readable by you only.',
    ko: '참고: 프로필에 비밀번호가 없어서 열쇠가 옆에 있어요. 나만 읽을 수 있어요.',
  })
  return [
    ...(created === undefined ? [] : [`${say(PROFILE_CREATED)}\n\n${wordsText(created.words, context)}`]),
    say({ en: 'Sarangbang is running. Ctrl+C stops it.', ko: '사랑방이 켜졌어요. Ctrl+C로 멈춰요.' }),
    facts,
    ...(protection === 'none' ? [open] : []),
    say({
      en: 'Next, in another window: sarangbang invite   (a link for somebody), or sarangbang nearby',
      ko: '다음은 다른 창에서: sarangbang invite   (보낼 초대 링크), 또는 sarangbang nearby',
    }),
  ].join('\n\n')
}

function pageJson(engine: Engine): { readonly page?: string } {
  const page = engine.pageUrl()
  return page === undefined ? {} : { page }
}

/** Port 0 means any. */
const LISTEN = /^\/ip[46]\/([0-9a-fA-F:.]+)\/tcp\/(\d{1,5})(?:\/ws)?$/

function checkAddress(text: string): void {
  const [, host = '', port] = LISTEN.exec(text) ?? []
  if (isIP(host) === Number(text[3]) && Number(port) <= 65_535) return
  throw new UsageFailure({
    en: `--listen needs an address such as /ip4/0.0.0.0/tcp/4001, not ${plain(text).slice(0, 80)}.`,
    ko: `--listen에는 /ip4/0.0.0.0/tcp/4001 같은 주소가 필요해요: ${plain(text).slice(0, 80)}`,
  })
}

function pageOf(text: string | undefined): { readonly host: string; readonly port: number } | undefined {
  if (text === undefined || text === 'off') return undefined
  const [, host, port] = /^(\[[0-9a-fA-F:.]+\]|[^:[\]\s]+):(\d{1,5})$/.exec(text) ?? []
  if (host === undefined || port === undefined || Number(port) > 65_535) {
    throw new UsageFailure({ en: '--page is HOST:PORT or off.', ko: '--page는 HOST:PORT 또는 off예요.' })
  }
  return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) }
}
