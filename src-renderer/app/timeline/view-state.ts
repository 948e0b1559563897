/**
 * What the person does in one timeline, apart from the messages themselves: which row the keys act on, what is selected, which small surface
 * is open. Rows look at the part that concerns them, so that moving on draws two rows anew and not all.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { MessageView } from '../../../shared/messenger/index.ts'
import type { Attached } from '../attachments/index.ts'

export type Surface = 'trail' | 'earlier' | 'react' | 'menu'

export interface OpenSurface {
  readonly what: Surface
  readonly message: MessageView
  readonly anchor: Element
}

/** A dialog about some messages. */
export type Asked = { readonly what: 'delete' | 'forward' | 'share' | 'whole'; readonly messages: readonly MessageView[] }

export interface ViewState {
  /** The row with the roving tab stop; undefined: the newest. */
  readonly active: string | undefined
  readonly hovered: string | undefined
  readonly flashed: string | undefined
  /** Undefined: nothing is being selected. */
  readonly selected: ReadonlySet<string> | undefined
  readonly surface: OpenSurface | undefined
  readonly asked: Asked | undefined
  /** The picture that is looked at over the whole window. */
  readonly viewed: Pick<Attached, 'message' | 'index'> | undefined
}

export type ViewStore = StoreApi<ViewState>

export function createViewState(): ViewStore {
  return createStore<ViewState>(() => ({
    active: undefined,
    hovered: undefined,
    flashed: undefined,
    selected: undefined,
    surface: undefined,
    asked: undefined,
    viewed: undefined,
  }))
}

export function toggleSelected(view: ViewStore, key: string): void {
  const selected = new Set(view.getState().selected)
  if (!selected.delete(key)) selected.add(key)
  view.setState({ selected: selected.size === 0 ? undefined : selected })
}
