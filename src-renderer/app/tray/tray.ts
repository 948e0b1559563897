/**
 * What is going to be sent with the next message: files in their order, pictures made ready one after another. Pure but for the readers it is
 * given; kept outside the parts, so that leaving the room and coming back loses nothing.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import { MEDIA } from '../../../shared/limits.ts'
import type { FolderOfFiles } from '../dropped-files/index.ts'
import type { PictureAnswer, PictureChoice, PicturePreparer } from '../pictures/index.ts'
import type { VoiceRecord } from '../recorder/index.ts'
import { type Film, mayBeFilm, readFilm } from './film.ts'

/** A folder of this computer: sent as a set that keeps its tree. */
export interface Folder {
  readonly name: string
  readonly path: string
}

/** A folder by its path, or with the files in it where a page may name none: either way it keeps its tree. */
export type Given = File | Folder | FolderOfFiles

export type TrayItemState =
  /** Being looked at. It never fails: what is no picture and no film is a file. */
  | { readonly kind: 'reading'; readonly done: Promise<TrayItemState> }
  | {
      readonly kind: 'picture'
      readonly picture: Extract<PictureAnswer, { ok: true }>['value']
      readonly choice: PictureChoice
    }
  | { readonly kind: 'film'; readonly film: Film }
  | { readonly kind: 'voice'; readonly record: VoiceRecord }
  | { readonly kind: 'folder' }
  /** With the reason where it looked like a picture. */
  | { readonly kind: 'file'; readonly reason?: Extract<PictureAnswer, { ok: false }>['code'] | undefined }

export interface TrayItem {
  readonly id: string
  readonly name: string
  readonly source: Given
  readonly state: TrayItemState
}

export interface TrayState {
  readonly items: readonly TrayItem[]
  /** How many of the last that came found no room. */
  readonly leftOut: number
}

export interface Tray {
  readonly store: StoreApi<TrayState>
  add(given: Iterable<Given>): void
  /** To this place among the others, from 0. */
  move(id: string, to: number): void
  choose(id: string, choice: PictureChoice): void
  /** For all pictures that have such a version. */
  chooseAll(choice: PictureChoice): void
  /** Gives back what puts it where it was. */
  remove(id: string): () => void
  /** To be sent: as many as one message holds, so mostly all of it. */
  take(): readonly TrayItem[]
  /** In front of what came since; there may be more of them then than one message holds, and the rest stays for the next. */
  putBack(items: readonly TrayItem[]): void
  clear(): void
}

/** Ids are for this page alone: over plain http a browser makes no random ones. */
let count = 0
const nextId = () => `tray-${(count += 1)}`

/** Whatever might be one; what it is says its content. */
const PICTURE_NAME = /\.(?:jpe?g|png|gif|webp|avif|hei[cf])$/i

export function createTray(preparer: PicturePreparer, film: (file: File) => Promise<Film | undefined> = readFilm): Tray {
  const store = createStore<TrayState>(() => ({ items: [], leftOut: 0 }))
  const change = (next: (items: readonly TrayItem[]) => readonly TrayItem[]): void =>
    store.setState(({ items }) => ({ items: next(items) }))

  const read = async (file: File): Promise<TrayItemState> => {
    if (!mayBePicture(file)) {
      const found = await film(file)
      return found === undefined ? { kind: 'file' } : { kind: 'film', film: found }
    }
    const answer = await preparer.prepare(file)
    return answer.ok ? { kind: 'picture', picture: answer.value, choice: 'normal' } : { kind: 'file', reason: answer.code }
  }
  /** Shows what it is as soon as that is known, if it is still here then. */
  const follow = (item: TrayItem): void => {
    const { id, state } = item
    if (state.kind !== 'reading') return
    void state.done.then((known) => change((items) => items.map((each) => (each.id === id ? { ...each, state: known } : each))))
  }
  const made = (source: Given): TrayItem => {
    const about = { id: nextId(), name: source.name, source }
    if (!(source instanceof File)) return { ...about, state: { kind: 'folder' } }
    if (!mayBePicture(source) && !mayBeFilm(source)) return { ...about, state: { kind: 'file' } }
    return { ...about, state: { kind: 'reading', done: read(source) } }
  }
  return {
    store,
    add(given) {
      const all = [...given]
      const room = MEDIA.REFERENCES - store.getState().items.length
      const items = all.slice(0, Math.max(0, room)).map(made)
      store.setState((state) => ({ items: [...state.items, ...items], leftOut: all.length - items.length }))
      for (const item of items) follow(item)
    },
    move: (id, to) =>
      change((items) => {
        const moved = items.find((item) => item.id === id)
        const others = items.filter((item) => item.id !== id)
        return moved === undefined ? items : others.toSpliced(Math.min(Math.max(0, to), others.length), 0, moved)
      }),
    choose: (id, choice) => change((items) => items.map((item) => (item.id === id ? chosen(item, choice) : item))),
    chooseAll: (choice) => change((items) => items.map((item) => chosen(item, choice))),
    remove(id) {
      const { items } = store.getState()
      const at = items.findIndex((item) => item.id === id)
      const gone = items[at]
      store.setState({ items: items.filter((item) => item.id !== id), leftOut: 0 })
      return () => {
        if (gone === undefined) return
        change((now) => (now.length < MEDIA.REFERENCES ? now.toSpliced(Math.min(at, now.length), 0, gone) : now))
        follow(gone)
      }
    },
    take() {
      const { items } = store.getState()
      store.setState({ items: items.slice(MEDIA.REFERENCES), leftOut: 0 })
      return items.slice(0, MEDIA.REFERENCES)
    },
    putBack(back) {
      change((items) => [...back, ...items])
      for (const item of back) follow(item)
    },
    clear: () => store.setState({ items: [], leftOut: 0 }),
  }
}

/** A voice note, as what stands in a tray. */
export function voiceItem(record: VoiceRecord, name: string): TrayItem {
  const source = new File([record.blob], name, { type: record.blob.type })
  return { id: nextId(), name, source, state: { kind: 'voice', record } }
}

function chosen(item: TrayItem, choice: PictureChoice): TrayItem {
  const { state } = item
  // Where the normal one has every pixel already, there is no larger one to choose.
  const isThere = state.kind === 'picture' && (choice !== 'full' || state.picture.full !== undefined)
  return isThere ? { ...item, state: { ...state, choice } } : item
}

function mayBePicture({ type, name }: File): boolean {
  return (type.startsWith('image/') && type !== 'image/svg+xml') || PICTURE_NAME.test(name)
}
