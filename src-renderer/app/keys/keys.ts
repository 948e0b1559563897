/**
 * The keys that work everywhere (ui.md §5), in one list, so that the sheet of keys shows just what there is. None fires while an input method
 * composes; single letters only where no field has the focus.
 */
import { useEffect, useRef } from 'react'

export type KeyName =
  | 'quickJump'
  | 'newRoom'
  | 'searchHere'
  | 'place'
  | 'nextRoom'
  | 'previousRoom'
  | 'nextUnread'
  | 'previousUnread'
  | 'details'
  | 'settings'
  | 'lock'
  | 'nextPane'
  | 'previousPane'
  | 'sheet'

interface Combination {
  readonly key: string
  readonly mod?: boolean
  readonly alt?: boolean
  readonly shift?: boolean
}

export const KEYS: Readonly<Record<KeyName, Combination>> = {
  quickJump: { key: 'k', mod: true },
  newRoom: { key: 'n', mod: true },
  searchHere: { key: 'f', mod: true },
  place: { key: '1-5', mod: true },
  previousRoom: { key: 'ArrowUp', alt: true },
  nextRoom: { key: 'ArrowDown', alt: true },
  previousUnread: { key: 'ArrowUp', alt: true, shift: true },
  nextUnread: { key: 'ArrowDown', alt: true, shift: true },
  details: { key: 'i', mod: true },
  settings: { key: ',', mod: true },
  lock: { key: 'l', mod: true },
  nextPane: { key: 'F6' },
  previousPane: { key: 'F6', shift: true },
  sheet: { key: '?' },
}

const IS_MAC = /Mac|iPhone|iPad/.test(navigator.userAgent)

/** The combination as it stands on this computer's keys, one text a key. */
export function keyCaps(name: KeyName): readonly string[] {
  const { key, mod, alt, shift } = KEYS[name]
  const caps = [
    ...(mod === true ? [IS_MAC ? '⌘' : 'Ctrl'] : []),
    ...(alt === true ? [IS_MAC ? '⌥' : 'Alt'] : []),
    ...(shift === true ? [IS_MAC ? '⇧' : 'Shift'] : []),
  ]
  return [...caps, CAPS[key] ?? key.toUpperCase()]
}

const CAPS: Readonly<Record<string, string>> = { ArrowUp: '↑', ArrowDown: '↓', '1-5': '1–5' }

/** Which of our keys an event is; `digit` for the places. */
export function keyOf(event: KeyboardEvent): { readonly name: KeyName; readonly digit?: number } | undefined {
  if (event.isComposing || event.keyCode === COMPOSING) return undefined
  const mod = IS_MAC ? event.metaKey : event.ctrlKey
  const foreign = IS_MAC ? event.ctrlKey : event.metaKey
  if (foreign) return undefined
  if (mod && !event.altKey && !event.shiftKey && /^[1-5]$/.test(event.key)) return { name: 'place', digit: Number(event.key) }
  if (event.key === '?' && !mod && !event.altKey) return isTyping(event.target) ? undefined : { name: 'sheet' }
  // With Hangul on, a letter key gives a jamo; the key itself is the same.
  const key = /^Key[A-Z]$/.test(event.code) ? event.code.slice(3).toLowerCase() : event.key
  for (const [name, wanted] of Object.entries(KEYS)) {
    if (key !== wanted.key || mod !== (wanted.mod ?? false) || event.altKey !== (wanted.alt ?? false)) continue
    if (event.shiftKey === (wanted.shift ?? false) && isKeyName(name)) return { name }
  }
  return undefined
}

/** What browsers report while an input method composes. */
const COMPOSING = 229

function isKeyName(name: string): name is KeyName {
  return Object.hasOwn(KEYS, name)
}

export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))
}

export type KeyHandlers = { readonly [K in KeyName]?: (digit: number) => void }

/** Handles keys while the component is there; the newest component that wants a key gets it. */
export function useKeys(handlers: KeyHandlers): void {
  const current = useRef(handlers)
  useEffect(() => {
    current.current = handlers
  })
  useEffect(() => {
    const layer = (name: KeyName) => current.current[name]
    layers.push(layer)
    if (layers.length === 1) addEventListener('keydown', pressed)
    return () => {
      layers.splice(layers.indexOf(layer), 1)
      if (layers.length === 0) removeEventListener('keydown', pressed)
    }
  }, [])
}

/** As if the key had been pressed; false when nobody on the page wants it now. */
export function pressKey(name: KeyName): boolean {
  const handler = layers.findLast((layer) => layer(name) !== undefined)?.(name)
  handler?.(0)
  return handler !== undefined
}

const layers: ((name: KeyName) => ((digit: number) => void) | undefined)[] = []

function pressed(event: KeyboardEvent): void {
  const found = keyOf(event)
  if (found === undefined || event.defaultPrevented) return
  for (const layer of layers.toReversed()) {
    const handler = layer(found.name)
    if (handler === undefined) continue
    event.preventDefault()
    return handler(found.digit ?? 0)
  }
}
