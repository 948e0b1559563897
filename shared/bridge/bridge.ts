/**
 * What the page of the window may ask of the program around it, and hear from it. Everything else goes over the message port, to the
 * engine. The port itself arrives as `window` message `{ type: 'sarangbang-port' }` with one port, when the page is there and again
 * whenever the engine was started anew; what came before is then dead.
 */
import type { BridgeCommand, TitleBarTheme } from './requests.ts'

export interface Bridge {
  readonly system: 'darwin' | 'win32' | 'linux'
  /** Of the app. */
  readonly version: string
  /** Asks for another port: for a page that was not listening when the first one came. */
  connect(): void
  /** A `sarangbang://` link somebody clicked. The page asks before it does anything with it. Links that came earlier come at once. */
  onLink(handler: (link: string) => void): () => void
  /** A notification was clicked. */
  onOpen(handler: (room: string, message: string | undefined) => void): () => void
  /** Chosen in the application menu or the tray. */
  onCommand(handler: (command: BridgeCommand) => void): () => void
  /** Which room is in front of the person, if any: about that one nobody needs to be told. */
  watching(room: string | undefined): void
  /** The camera is allowed while this is on, and never else. */
  scanning(on: boolean): void
  /** The folder of the profile, in the system's file manager. */
  openFolder(): void
  openLicences(): void
  /** What the window's frame and the system's own menus look like. */
  setTitleBarTheme(theme: TitleBarTheme): void
}

/** The name under which the page finds it: `window.sarangbang`. */
export const BRIDGE_NAME = 'sarangbang'
/** `type` of the window message that carries a port. */
export const PORT_MESSAGE = 'sarangbang-port'
/** The one channel between preload and shell, both ways. */
export const BRIDGE_CHANNEL = 'sarangbang'
/** Page and scheme it is served from; never a file. */
export const PAGE_SCHEME = 'sarangbang-page'
export const PAGE_ORIGIN = `${PAGE_SCHEME}://house`
