/**
 * What the page of the window may ask of the program around it, and hear from it. Everything else goes over the message port, to the
 * engine. The port itself arrives as `window` message `{ type: 'sarangbang-port' }` with one port, when the page is there and again
 * whenever the engine was started anew; what came before is then dead.
 */
import type { BridgeCommand, DragOutcome, PathKind, SavedAttachment, SaveOutcome, TitleBarTheme } from './requests.ts'

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
  /** The microphone is allowed while this is on, and never else. */
  recording(on: boolean): void
  /**
   * Lets the person say where a file of a message is to go, in the system's own dialog, and writes it there, under that name or the next that is
   * free; a set with its folders. Answered when all of it is on the disk: events `saving` say how far it is.
   */
  saveAttachment(message: string, index: number): Promise<SavedAttachment>
  /** Shows what was saved in the system's file manager; nothing for any other path. */
  showSaved(path: string): void
  /** The person drags a file of a message out of the page: from within the page's own `dragstart`, whose default was prevented. */
  startDrag(message: string, index: number): Promise<DragOutcome>
  /** The folder of the profile, in the system's file manager. */
  openFolder(): void
  openLicences(): void
  /**
   * Lets the person choose a folder or a backup in the system's own dialog, which opens at `from` where that is there. The whole path, as the
   * engine takes it; undefined: nothing was chosen. One dialog at a time: while one is open, another is answered with undefined.
   */
  choosePath(kind: PathKind, from?: string): Promise<string | undefined>
  /** Where a file lies that was chosen, dropped or pasted, or a folder that was dropped; undefined: nowhere on a disk. */
  pathOf(file: object): string | undefined
  /**
   * Says what the file at a `blob:` address of the page is called, before it is saved from there: the system may not have the letters of the
   * name in its own. False: nothing of that name is saved.
   */
  saving(address: string, name: string): Promise<boolean>
  /** What became of a file the page had saved, by that address. */
  onSaved(handler: (address: string, outcome: SaveOutcome) => void): () => void
  /** What the window's frame and the system's own menus look like. */
  setTitleBarTheme(theme: TitleBarTheme): void
}
