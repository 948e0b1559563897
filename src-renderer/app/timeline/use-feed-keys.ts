/**
 * The keys of the feed (ui.md §6): arrows walk, letters act on the message that has the focus. Letters act only where the keyboard put the
 * focus; after a click on a bubble whoever types means to write.
 */
import { type FocusEvent, type KeyboardEvent, useLayoutEffect, useRef } from 'react'
import { setWriting } from '../room/index.ts'
import { useFrame } from './context.ts'
import { focusComposer } from './focus-composer.ts'
import type { Listing } from './listing.ts'
import type { Row } from './rows.ts'
import { keyAt } from './use-hover.ts'
import { toggleSelected } from './view-state.ts'

export function useFeedKeys({ scroller, list, rows }: Listing) {
  const frame = useFrame()
  const { view, feed, room, acts, mayWrite } = frame
  /** Which row shall have the focus as soon as it is drawn. */
  const wanted = useRef<string>(undefined)
  const isByPointer = useRef(false)

  useLayoutEffect(() => {
    if (wanted.current === undefined) return
    const row = scroller.current?.querySelector<HTMLElement>(`article[data-key="${CSS.escape(wanted.current)}"]`)
    if (row === null || row === undefined) return
    wanted.current = undefined
    row.focus({ preventScroll: true })
  })

  const goTo = (index: number) => {
    const place = Math.min(rows.length - 1, Math.max(0, index))
    const key = rows[place]?.key
    if (key === undefined) return
    list.current?.scrollToIndex(place, { align: 'nearest' })
    wanted.current = key
    isByPointer.current = false
    if (view.getState().active === key) scroller.current?.querySelector<HTMLElement>(`article[data-key="${CSS.escape(key)}"]`)?.focus()
    else view.setState({ active: key })
  }

  const onScreen = (index: number, step: 1 | -1) => {
    const virtual = list.current
    if (virtual === null) return
    const next = virtual.findItemIndex(virtual.getItemOffset(index) + step * virtual.viewportSize * 0.9)
    goTo(next === index ? index + step : next)
  }

  const act = (key: string, article: HTMLElement): boolean => {
    const row = rows.find((each) => each.key === article.dataset.key)
    if (row?.kind === 'notice' || (row?.kind === 'message' && row.message.imported !== undefined)) return actOnImported(key, row)
    if (row?.kind !== 'message') return false
    const { message } = row
    const isThere = !message.deleted && !message.hidden && message.text !== undefined
    switch (key) {
      case 'Enter':
      case 'r':
        if (!isThere || !mayWrite) return false
        setWriting(room, { kind: 'reply', to: message })
        focusComposer()
        return true
      case 'e':
        if (!isThere || !mayWrite) return false
        view.setState({ surface: { what: 'react', message, anchor: article } })
        return true
      case 'f':
        if (isThere) view.setState({ asked: { what: 'forward', messages: [message] } })
        return isThere
      case 'c':
        if (isThere) acts.copy([message])
        return isThere
      case 'p':
        if (isThere && mayWrite) acts.pin(message)
        return isThere && mayWrite
      case 'w':
        view.setState({ surface: { what: 'trail', message, anchor: article } })
        return true
      case ' ':
        toggleSelected(view, row.key)
        return true
      case 'Delete':
        if (row.isOwn && !message.deleted && mayWrite) view.setState({ asked: { what: 'delete', messages: [message] } })
        else acts.forget([message])
        return true
      default:
        return false
    }
  }

  /** Nothing that only a signed message has. */
  const actOnImported = (key: string, { kind, message }: Extract<Row, { readonly kind: 'message' | 'notice' }>): boolean => {
    switch (key) {
      case 'f':
        if (kind === 'message') view.setState({ asked: { what: 'share', messages: [message] } })
        return kind === 'message'
      case 'c':
        if (message.text !== undefined) acts.copy([message])
        return message.text !== undefined
      case ' ':
        if (kind === 'message') toggleSelected(view, message.id)
        return kind === 'message'
      case 'Delete':
        acts.forget([message])
        return true
      default:
        return false
    }
  }

  const walk = (key: string, index: number): boolean => {
    switch (key) {
      case 'ArrowUp':
        goTo(index - 1)
        return true
      case 'ArrowDown':
        goTo(index + 1)
        return true
      case 'PageUp':
        onScreen(index, -1)
        return true
      case 'PageDown':
        onScreen(index, 1)
        return true
      case 'Home':
        if (feed.store.getState().window.hasOlder) void feed.jumpToTime(0)
        else goTo(0)
        return true
      case 'End':
        if (feed.store.getState().window.hasNewer) void feed.jumpToNewest()
        else goTo(rows.length - 1)
        return true
      default:
        return false
    }
  }

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.nativeEvent.isComposing || event.defaultPrevented) return
    if (event.key === 'Escape') {
      event.preventDefault()
      if (view.getState().selected !== undefined) view.setState({ selected: undefined })
      else focusComposer()
      return
    }
    const { target } = event
    if (!(target instanceof HTMLElement) || !target.matches('article[data-key]')) return
    const key = nameOf(event)
    const isCopy = (event.ctrlKey || event.metaKey) && key === 'c' && getSelection()?.isCollapsed !== false
    if ((event.ctrlKey || event.metaKey || event.altKey) && !isCopy) return
    const index = rows.findIndex((row) => row.key === target.dataset.key)
    const isLetter = !isCopy && (key.length === 1 || key === 'Enter') && key !== ' '
    if (isLetter && isByPointer.current) {
      // The letter goes where it was meant to.
      if (key.length === 1) focusComposer()
      return
    }
    if (walk(key, index) || act(key, target)) event.preventDefault()
  }

  return {
    onKeyDown,
    onPointerDownCapture: () => {
      isByPointer.current = true
    },
    onFocus: (event: FocusEvent<HTMLElement>) => {
      const key = keyAt(event.target)
      if (key !== undefined && key !== view.getState().active) view.setState({ active: key })
    },
    onBlur: (event: FocusEvent<HTMLElement>) => {
      if (!event.currentTarget.contains(event.relatedTarget)) isByPointer.current = false
    },
  }
}

/** With Hangul on, a letter key gives a jamo; the key itself is the same. */
function nameOf({ key, code }: KeyboardEvent): string {
  return /^Key[A-Z]$/.test(code) ? code.slice(3).toLowerCase() : key
}
