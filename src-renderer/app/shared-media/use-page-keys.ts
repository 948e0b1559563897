/** Keys that are about the list wherever on its page the focus is, save where somebody types or a dialog is open. */
import { type RefObject, useEffect, useEffectEvent } from 'react'
import { isTyping } from '../keys/index.ts'
import { isMark } from './cell-focus.ts'

export function usePageKeys(list: RefObject<HTMLElement | null>, onKey: (event: KeyboardEvent) => void): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || event.target === null) return
    if (isMark(event.target) || !isTyping(event.target)) onKey(event)
  })
  useEffect(() => {
    const page = list.current?.closest('main')
    page?.addEventListener('keydown', press)
    return () => page?.removeEventListener('keydown', press)
  }, [list])
}
