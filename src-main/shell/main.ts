/**
 * The window's program. It owns what only Electron has (window, tray, menus, notifications, links, the system's events) and starts the
 * engine beside it; everything about messages goes past it, from page to engine over a port. It keeps nothing that a crash could lose.
 */
import { app, protocol } from 'electron'
import { PAGE_SCHEME } from '../../shared/bridge/index.ts'
import { isAppLink } from '../../shared/bridge/index.ts'
import { parseArguments } from './arguments.ts'
import { takePlace } from './place.ts'
import { runShell, type RunningShell } from './shell.ts'

const APP_ID = 'kr.sarangbang.desktop'

process.on('uncaughtException', (cause) => process.stderr.write(`shell: ${cause.stack ?? cause.message}\n`))
process.on('unhandledRejection', (cause) => process.stderr.write(`shell: ${String(cause)}\n`))

const given = parseArguments(process.argv.slice(1), process.env)
// Every window is sandboxed by its own options; this adds whatever else may come. As root Chromium has no sandbox to offer.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
app.setAppUserModelId(APP_ID)
protocol.registerSchemesAsPrivileged([
  { scheme: PAGE_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true, stream: true } },
])
const place = takePlace(given)

let shell: RunningShell | undefined
const early: string[] = [...given.links]
const take = (links: readonly string[]): void => {
  if (shell === undefined) early.push(...links)
  else shell.open(links)
}

// A second start hands over what it was told, and ends.
const handedOver = { links: [...given.links], isHidden: given.isHidden }
if (app.requestSingleInstanceLock(handedOver)) {
  app.on('second-instance', (_event, _argv, _folder, told) => {
    const { links, isHidden } = parseHandedOver(told)
    if (!isHidden) take(links)
  })
  // macOS hands links to the app that runs.
  app.on('open-url', (event, link) => {
    event.preventDefault()
    if (isAppLink(link)) take([link])
  })
  void app.whenReady().then(() => {
    shell = runShell(given, place)
    if (!given.isHidden || early.length > 0) shell.open(early)
  })
} else {
  app.exit(0)
}

function parseHandedOver(told: unknown): { readonly links: readonly string[]; readonly isHidden: boolean } {
  if (typeof told !== 'object' || told === null) return { links: [], isHidden: false }
  const links = 'links' in told && Array.isArray(told.links) ? told.links.filter(isAppLink) : []
  return { links, isHidden: 'isHidden' in told && told.isHidden === true }
}
