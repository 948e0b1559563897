/** Which message the pointer rests on: after a moment, so that moving over many shows nothing. */
import { type PointerEvent, useMemo } from 'react'
import { useFrame } from './context.ts'

const REST_MS = 150

export function useHover() {
  const { view } = useFrame()
  return useMemo(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let over: string | undefined
    const settle = (key: string | undefined) => {
      if (key === over) return
      over = key
      clearTimeout(timer)
      if (key === undefined) view.setState({ hovered: undefined })
      else timer = setTimeout(() => view.setState({ hovered: key }), REST_MS)
    }
    return {
      onPointerOver: (event: PointerEvent<HTMLElement>) => event.pointerType === 'mouse' && settle(keyAt(event.target)),
      onPointerLeave: () => settle(undefined),
    }
  }, [view])
}

/** The row that something in it belongs to. */
export function keyAt(target: EventTarget | null): string | undefined {
  return target instanceof Element ? target.closest<HTMLElement>('article[data-key]')?.dataset.key : undefined
}
