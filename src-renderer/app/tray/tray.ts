/**
 * What is going to be sent with the next message: files in their order, pictures made ready one after another. Pure but for the preparer it is
 * given; kept outside the parts, so that leaving the room and coming back loses nothing.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import { MEDIA } from '../../../shared/limits.ts'
import type { PictureAnswer, PictureChoice, PicturePreparer } from '../pictures/index.ts'

export interface TrayItem {
  readonly id: string
  readonly file: File
  /** Being looked at; a picture with its versions; or a file, with the reason where it looked like a picture. */
  readonly state:
    | { readonly kind: 'reading' }
    | {
        readonly kind: 'picture'
        readonly picture: Extract<PictureAnswer, { ok: true }>['value']
        readonly choice: PictureChoice
        readonly url: string
      }
    | { readonly kind: 'file'; readonly reason?: Extract<PictureAnswer, { ok: false }>['code'] | undefined }
}

export interface TrayState {
  readonly items: readonly TrayItem[]
  /** How many of the last that came found no room. */
  readonly leftOut: number
}

export interface Tray {
  readonly store: StoreApi<TrayState>
  add(files: Iterable<File>): void
  /** To this place among the others, from 0. */
  move(id: string, to: number): void
  choose(id: string, choice: PictureChoice): void
  /** Gives back what puts it where it was. */
  remove(id: string): () => void
  /** After sending, or to begin anew. */
  clear(): void
}

/** Whatever might be one; what it is says its content. */
const PICTURE_NAME = /\.(?:jpe?g|png|gif|webp|avif|hei[cf])$/i

export function createTray(preparer: PicturePreparer): Tray {
  const store = createStore<TrayState>(() => ({ items: [], leftOut: 0 }))
  /** Kept until the end: what was taken out may come back. */
  const urls = new Set<string>()
  let count = 0
  const change = (next: (items: readonly TrayItem[]) => readonly TrayItem[]): void =>
    store.setState(({ items }) => ({ items: next(items) }))
  const settle = (id: string, state: TrayItem['state']): void =>
    change((items) => items.map((item) => (item.id === id ? { ...item, state } : item)))

  const read = async (item: TrayItem): Promise<void> => {
    const answer = await preparer.prepare(item.file)
    // Taken out meanwhile, or read twice because it came back.
    if (store.getState().items.find(({ id }) => id === item.id)?.state.kind !== 'reading') return
    if (answer.ok) {
      const url = URL.createObjectURL(answer.value.normal.blob)
      urls.add(url)
      settle(item.id, { kind: 'picture', picture: answer.value, choice: 'normal', url })
    } else settle(item.id, { kind: 'file', reason: answer.code })
  }
  const add = (files: Iterable<File>): void => {
    const given = [...files]
    const room = MEDIA.REFERENCES - store.getState().items.length
    const made = given.slice(0, Math.max(0, room)).map((file): TrayItem => {
      count += 1
      return { id: `tray-${count}`, file, state: mayBePicture(file) ? { kind: 'reading' } : { kind: 'file' } }
    })
    store.setState(({ items }) => ({ items: [...items, ...made], leftOut: given.length - made.length }))
    for (const item of made) if (item.state.kind === 'reading') void read(item)
  }
  return {
    store,
    add,
    move: (id, to) =>
      change((items) => {
        const moved = items.find((item) => item.id === id)
        const others = items.filter((item) => item.id !== id)
        return moved === undefined ? items : others.toSpliced(Math.min(Math.max(0, to), others.length), 0, moved)
      }),
    choose: (id, choice) =>
      change((items) =>
        items.map((item) => (item.id === id && item.state.kind === 'picture' ? { ...item, state: { ...item.state, choice } } : item)),
      ),
    remove(id) {
      const { items } = store.getState()
      const at = items.findIndex((item) => item.id === id)
      const gone = items[at]
      store.setState({ items: items.filter((item) => item.id !== id), leftOut: 0 })
      return () => {
        if (gone === undefined) return
        change((now) => (now.length < MEDIA.REFERENCES ? now.toSpliced(Math.min(at, now.length), 0, gone) : now))
        if (gone.state.kind === 'reading') void read(gone)
      }
    },
    clear() {
      for (const url of urls) URL.revokeObjectURL(url)
      urls.clear()
      store.setState({ items: [], leftOut: 0 })
    },
  }
}

/** What of a picture is sent by this choice; of a file, the file. */
export function sentOf({ file, state }: TrayItem): Blob {
  if (state.kind !== 'picture') return file
  const { picture, choice } = state
  return (choice === 'full' ? (picture.full ?? picture.normal) : picture[choice]).blob
}

function mayBePicture({ type, name }: File): boolean {
  return (type.startsWith('image/') && type !== 'image/svg+xml') || PICTURE_NAME.test(name)
}
