/**
 * Runs between the shell and the page, in the page's process but out of its reach: hands the page message ports and the few functions of
 * the bridge. News that comes before the page has a handler for it waits here.
 */
import { contextBridge, ipcRenderer, webUtils } from 'electron'
import {
  type Bridge,
  BRIDGE_CHANNEL,
  BRIDGE_NAME,
  type BridgeNews,
  type BridgeQuestion,
  type BridgeRequest,
  PORT_MESSAGE,
  type SavedAttachment,
  type SaveOutcome,
} from '../../shared/bridge/index.ts'
import { Mailbox } from './mailbox.ts'

/** Of the DOM, what is used here. */
declare const window: {
  readonly location: { readonly origin: string }
  postMessage(message: unknown, origin: string, ports: readonly unknown[]): void
  addEventListener(event: 'DOMContentLoaded', listener: () => void): void
}

const links = new Mailbox<[link: string]>()
const openings = new Mailbox<[room: string, message: string | undefined]>()
const savings = new Mailbox<[address: string, outcome: SaveOutcome]>()
const commands = new Mailbox<Parameters<Parameters<Bridge['onCommand']>[0]>>()

const ask = (request: BridgeRequest): void => ipcRenderer.send(BRIDGE_CHANNEL, request)
const question = (asked: BridgeQuestion): Promise<unknown> => ipcRenderer.invoke(BRIDGE_CHANNEL, asked)
const given = (name: string): string | undefined => process.argv.find((one) => one.startsWith(`--${name}=`))?.slice(name.length + 3)

ipcRenderer.on(BRIDGE_CHANNEL, ({ ports }, news: BridgeNews) => {
  if (news.type === 'port') window.postMessage({ type: PORT_MESSAGE }, window.location.origin, [...ports])
  else if (news.type === 'link') links.put(news.link)
  else if (news.type === 'open') openings.put(news.room, news.message)
  else if (news.type === 'saved') savings.put(news.address, news.outcome)
  else commands.put(news.command)
})

/** The shell makes it; a question it did not take is answered with nothing. */
function isSaved(answer: unknown): answer is SavedAttachment {
  return typeof answer === 'object' && answer !== null && 'outcome' in answer
}

const bridge: Bridge = {
  system: process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux',
  version: given('sarangbang-version') ?? '',
  connect: () => ask({ type: 'connect' }),
  onLink: (handler) => links.take(handler),
  onOpen: (handler) => openings.take(handler),
  onCommand: (handler) => commands.take(handler),
  watching: (room) => ask({ type: 'watching', room }),
  scanning: (on) => ask({ type: 'scanning', on }),
  recording: (on) => ask({ type: 'recording', on }),
  async saveAttachment(message, index) {
    const saved = await question({ type: 'save-attachment', message, index })
    return isSaved(saved) ? saved : { outcome: 'failed' }
  },
  showSaved: (path) => ask({ type: 'show-saved', path }),
  async startDrag(message, index) {
    const dragged = await question({ type: 'drag-attachment', message, index })
    return dragged === 'dragged' || dragged === 'later' ? dragged : 'failed'
  },
  openFolder: () => ask({ type: 'open-folder' }),
  openLicences: () => ask({ type: 'open-licences' }),
  async choosePath(kind, from) {
    const chosen = await question({ type: 'choose-path', kind, from })
    return typeof chosen === 'string' ? chosen : undefined
  },
  pathOf(file) {
    const path = file instanceof File ? webUtils.getPathForFile(file) : ''
    return path === '' ? undefined : path
  },
  saving: async (address, name) => (await question({ type: 'saving', address, name })) === true,
  onSaved: (handler) => savings.take(handler),
  setTitleBarTheme: (theme) => ask({ type: 'title-bar', theme }),
}

contextBridge.exposeInMainWorld(BRIDGE_NAME, bridge)
window.addEventListener('DOMContentLoaded', () => ask({ type: 'ready' }))
