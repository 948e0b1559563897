/**
 * Some of a long list: drawn while it is near what is seen, else an empty place of the same height, so that a room of ten thousand pictures
 * costs as much as one of fifty. Lies within an element marked `data-scroll`.
 */
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react'

/** As far again as what is seen, up and down. */
const NEAR = '100% 0px'

export interface BlockProps {
  readonly label: string
  /** Something in it is where the keyboard stands. */
  readonly isKept: boolean
  /** Far down: not drawn before somebody comes near. */
  readonly startsFar: boolean
  /** About how high it will be, px, where there is so much room. */
  readonly heightIn: (width: number) => number
  readonly className?: string | undefined
  /** Made when it is drawn. */
  readonly children: () => ReactNode
}

export function Block({ label, isKept, startsFar, heightIn, className, children }: BlockProps) {
  const list = useRef<HTMLUListElement>(null)
  /** px while it is an empty place. */
  const [far, setFar] = useState(startsFar ? 0 : undefined)
  const [start] = useState(() => ({ startsFar, heightIn }))
  useLayoutEffect(() => {
    if (start.startsFar && list.current !== null) setFar(start.heightIn(list.current.clientWidth))
  }, [start])
  useEffect(() => {
    const element = list.current
    const root = element?.closest('[data-scroll]')
    if (element === null || root === null || root === undefined) return
    const watch = new IntersectionObserver(
      (entries) => {
        const entry = entries.at(-1)
        if (entry === undefined) return
        const { isIntersecting, boundingClientRect } = entry
        // Once it is an empty place, its height says nothing new.
        setFar((before) => (isIntersecting ? undefined : (before ?? boundingClientRect.height)))
      },
      { root, rootMargin: NEAR },
    )
    watch.observe(element)
    return () => watch.disconnect()
  }, [])
  const isDrawn = far === undefined || isKept
  return (
    <ul ref={list} aria-label={label} className={isDrawn ? className : undefined} style={isDrawn ? undefined : { blockSize: far }}>
      {isDrawn && children()}
    </ul>
  )
}
