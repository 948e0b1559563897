/**
 * `serve`: the always-on service. It makes the profile when there is none and a name is known, says who it is and how to go on, and runs
 * until it is told to stop. Without a name, or locked, it waits for somebody at its page. With `--json` the line that says it can be used is
 * `{ready: true, addresses}`.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { EngineStatus, HostPhase } from '../../../shared/rpc/index.ts'
import { attachToEngine, type Host, openHouse } from '../../engine/index.ts'
import { type CommandContext, defineCommand, NO_WORDS } from '../command.ts'
import { announceBox } from '../carrier-box.ts'
import { CommandFailure, UsageFailure } from '../failure.ts'
import { checkListenAddresses } from '../listen-address.ts'
import { computerName, createProfile, PROFILE_CREATED, type NewProfile, wordsText } from '../new-profile.ts'
import { isOpenHere, type PagePlace, pagePlace } from '../page-place.ts'
import { pageText } from '../page-text.ts'
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
      help: { en: 'where pages may come; on this computer only unless said', ko: '페이지를 받을 주소. 말하지 않으면 이 컴퓨터에서만' },
    },
    rendezvous: {
      kind: 'text',
      value: 'PORT',
      help: {
        en: 'keep the table by which people far away find each other, for others, on this port',
        ko: '멀리 있는 사람들이 서로 찾는 표를 이 포트에서 함께 보관하기',
      },
    },
    carrier: {
      kind: 'flag',
      help: { en: 'an always-on box: keep rooms for its owner, unread', ko: '늘 켜 두는 상자: 주인의 방을 읽지 않고 맡기' },
    },
    'no-mdns': {
      kind: 'flag',
      help: { en: 'do not announce and do not look around on the network', ko: '네트워크에 알리지도 찾지도 않기' },
    },
  },
  positionals: NO_WORDS,
  async run(values, _words, context) {
    checkListenAddresses(values.listen)
    // Nobody sits at a box: no page unless one is asked for, and a name of its own.
    const page = pagePlace(values.carrier ? (values.page ?? 'off') : values.page)
    const wanted: Wanted = {
      listen: values.listen,
      page,
      mdns: !values['no-mdns'],
      rendezvous: tablePort(values.rendezvous),
      isBox: values.carrier,
    }
    const { host, created } = await settled(context, wanted, values.name ?? (values.carrier ? computerName() : undefined))
    const { promise: over, resolve, reject } = Promise.withResolvers<void>()
    if (context.io.interrupted.aborted) resolve()
    context.io.interrupted.addEventListener('abort', () => resolve(), { once: true })
    void host.stopped.then(resolve)
    const say = announcer(host, values.carrier ? undefined : created, context)
    const unsubscribe = host.events((event) => {
      if (event.type !== 'host') return
      if (event.state.phase === 'failed') reject(new CommandFailure(event.state.code ?? 'FAILED'))
      else say()
    })
    say()
    try {
      if (values.carrier) await announceBox(host, context)
      await over
    } finally {
      unsubscribe()
      await host.stop()
    }
    return undefined
  },
})

interface Wanted {
  readonly listen: readonly string[]
  readonly page: PagePlace | undefined
  readonly mdns: boolean
  readonly rendezvous: number | undefined
  readonly isBox: boolean
}

/** What a page can do as well as a terminal, where there is one: begin, and unlock. */
const WAITING = ['PROFILE_MISSING', 'PASSPHRASE_NEEDED']

/** A house that is open, or one that waits for somebody at its page. */
async function settled(
  context: CommandContext,
  wanted: Wanted,
  name: string | undefined,
): Promise<{ readonly host: Host; readonly created: NewProfile | undefined }> {
  let host = await opened(context, wanted, context.passphrase())
  let created: NewProfile | undefined
  if (host.code() === 'PASSPHRASE_NEEDED' && context.passphrase() === undefined) {
    const asked = await askPassphrase(context)
    if (asked !== undefined) host = await openedAnew(host, context, wanted, asked)
  }
  if (host.code() === 'PROFILE_MISSING') {
    const given = name ?? (await askName(context))
    if (given === undefined && !isOpenHere(wanted.page)) {
      await host.stop()
      throw new CommandFailure('NEEDS_NAME')
    }
    if (given !== undefined) {
      await host.stop()
      created = await createProfile(context, { name: given, deviceName: undefined, language: context.language })
      host = await opened(context, wanted, context.passphrase())
    }
  }
  const code = host.code()
  if (code === undefined || (wanted.page !== undefined && WAITING.includes(code))) return { host, created }
  await host.stop()
  throw new CommandFailure(code)
}

/** Undefined: nobody is there to ask. Who only presses Enter is called as his computer is. */
async function askName(context: CommandContext): Promise<string | undefined> {
  if (!context.io.isInteractive || context.isJson) return undefined
  const fallback = computerName()
  const typed = await context.io.question(context.say({ en: `What is your name? [${fallback}] `, ko: `이름이 무엇인가요? [${fallback}] ` }))
  return typed.trim() === '' ? fallback : typed.trim()
}

async function openedAnew(before: Host, context: CommandContext, wanted: Wanted, passphrase: string): Promise<Host> {
  await before.stop()
  return opened(context, wanted, passphrase)
}

/** Another command may hold the profile for a moment; an engine that answers is there to stay. */
async function opened(context: CommandContext, wanted: Wanted, passphrase: string | undefined): Promise<Host> {
  const deadline = performance.now() + PROFILE_PATIENCE_MS
  for (;;) {
    const host = await openHouse({
      profile: context.profile,
      network: 'on',
      mdns: wanted.mdns,
      language: context.language,
      ...(wanted.isBox && { kind: 'carrier' as const }),
      ...(passphrase !== undefined && { passphrase }),
      ...(wanted.listen.length > 0 && { listen: wanted.listen }),
      ...(wanted.rendezvous !== undefined && { rendezvousPort: wanted.rendezvous }),
      ...(wanted.page !== undefined && { page: wanted.page }),
    })
    if (host.code() !== 'PROFILE_IN_USE') return host
    await host.stop()
    const attachment = await attachToEngine(context.profile)
    if (attachment.state === 'attached') attachment.client.close()
    if (attachment.state !== 'absent') throw new CommandFailure('ENGINE_RUNNING')
    if (performance.now() > deadline) throw new CommandFailure('PROFILE_IN_USE')
    await sleep(PROFILE_RETRY_MS)
  }
}

/** Says when it can be used, and when it waits for somebody; again when the device became another one (FORK-5). */
function announcer(host: Host, created: NewProfile | undefined, context: CommandContext): () => void {
  let said: string | undefined
  return () => {
    const { phase, isLocking } = host.state()
    const status = host.status()
    const now = status === undefined ? phase : String(status.startedAt)
    if (now === said || phase === 'opening' || isLocking === true) return
    const page = host.pageUrl(phase === 'empty' ? 'here' : undefined)
    if (status !== undefined) {
      const shown = said === undefined ? created : undefined
      context.emit({ ready: true, addresses: status.addresses, ...(page !== undefined && { page }) }, () =>
        welcome(status, page, shown, context),
      )
    } else if (page !== undefined) context.emit({ ready: false, phase, page }, () => waiting(phase, page, context))
    said = now
  }
}

function waiting(phase: HostPhase, page: string, context: CommandContext): string {
  const why =
    phase === 'empty'
      ? context.say({ en: 'There is nobody here yet: begin in the page.', ko: '아직 아무도 없어요. 페이지에서 시작하세요.' })
      : context.say({ en: 'Locked: unlock it in the page.', ko: '잠겨 있어요. 페이지에서 잠금을 푸세요.' })
  return `${why}

${pageText(page, context)}`
}

function welcome(status: EngineStatus, page: string | undefined, created: NewProfile | undefined, context: CommandContext): string {
  const { say } = context
  const { me, addresses, protection } = status
  const facts = columns([
    [say({ en: 'Name', ko: '이름' }), plain(me.name)],
    [say({ en: 'Account', ko: '계정' }), me.account],
    ...addresses.map((address, index) => [index === 0 ? say({ en: 'Addresses', ko: '주소' }) : '', address]),
  ])
  const open = say({
    en: 'Note: the profile has no passphrase; its key lies beside it, readable by you only.',
    ko: '참고: 프로필에 비밀번호가 없어서 열쇠가 옆에 있어요. 나만 읽을 수 있어요.',
  })
  return [
    ...(created === undefined ? [] : [`${say(PROFILE_CREATED)}\n\n${wordsText(created.words, context)}`]),
    say({ en: 'Sarangbang is running. Ctrl+C stops it.', ko: '사랑방이 켜졌어요. Ctrl+C로 멈춰요.' }),
    facts,
    ...(page === undefined ? [] : [pageText(page, context)]),
    ...(protection === 'none' ? [open] : []),
    say({
      en: 'Next, in another window: sarangbang invite   (a link for somebody), or sarangbang nearby',
      ko: '다음은 다른 창에서: sarangbang invite   (보낼 초대 링크), 또는 sarangbang nearby',
    }),
  ].join('\n\n')
}

function tablePort(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const port = Number(text)
  if (/^\d{1,5}$/.test(text) && port >= 1 && port <= 65_535) return port
  throw new UsageFailure({
    en: `--rendezvous needs a port from 1 to 65535, not ${plain(text).slice(0, 80)}.`,
    ko: `--rendezvous에는 1부터 65535까지의 포트가 필요해요: ${plain(text).slice(0, 80)}`,
  })
}
