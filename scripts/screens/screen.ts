/** What a picture is taken of: a place in the page of one scene, and how a person gets there. */
import type { Page } from 'playwright-core'
import type { Entry, Language } from '../../shared/i18n/index.ts'
import type { House } from '../../test/harness/houses/index.ts'
import type { StageOptions } from '../../test/scenes/index.ts'

/** Every scene has a stage, and somebody whose page is looked at. */
export interface Scene {
  readonly stage: { readonly clock: { now(): number }; close(): Promise<void> }
  readonly self: Pick<House, 'language' | 'pageUrl'>
}

export interface Visit<S> {
  readonly page: Page
  readonly scene: S
  readonly isNarrow: boolean
  /** The text in the language of this picture, for names of buttons and links. */
  say(text: Entry): string
  /** Goes to a route: `/rooms/…`. */
  go(route: string): Promise<void>
}

export interface Screen<S> {
  /** Of the file: `room-trail`. */
  readonly name: string
  /** The page is open at its start; resolves when what is to be seen is there. Throws when it cannot be had. */
  readonly open: (visit: Visit<S>) => Promise<unknown>
  /** What happens in the scene before each picture, for what a look would use up, as unread messages. */
  readonly before?: (scene: S) => Promise<unknown>
  /** What the page rightly complains of here. */
  readonly expects?: RegExp
}

/** A scene with all that is to be seen of it; the kind of scene is known to nobody else. */
export interface Album {
  readonly name: string
  readonly screens: readonly string[]
  play(options: { readonly language: Language; readonly host?: string }): Promise<Played>
}

export interface Played {
  readonly scene: Scene
  /** Before the page is opened. */
  before(screen: string): Promise<void>
  open(screen: string, page: Page, isNarrow: boolean): Promise<void>
  expects(screen: string): RegExp | undefined
}

export function album<S extends Scene>(
  name: string,
  play: (options: Omit<StageOptions, 'start'>) => Promise<S>,
  screens: readonly Screen<S>[],
): Album {
  const found = (wanted: string): Screen<S> => {
    const one = screens.find((each) => each.name === wanted)
    if (one === undefined) throw new RangeError(`no screen ${wanted} in ${name}`)
    return one
  }
  return {
    name,
    screens: screens.map((each) => each.name),
    async play(options) {
      const scene = await play(options)
      return {
        scene,
        expects: (wanted) => found(wanted).expects,
        before: async (wanted) => void (await found(wanted).before?.(scene)),
        async open(wanted, page, isNarrow) {
          await found(wanted).open({
            page,
            scene,
            isNarrow,
            say: (text) => text[options.language],
            go: async (route) => void (await page.evaluate(`location.hash = ${JSON.stringify(`#${route}`)}`)),
          })
        },
      }
    },
  }
}
