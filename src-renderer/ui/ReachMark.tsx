/**
 * Whether somebody can be reached now: a disc means straight, a ring means through someone or a carrier, nothing means not now. The
 * shape says it, not the hue. It lights at once and waits three seconds before it goes dark, so that a blink of the network shows nothing.
 */
import { useEffect, useState } from 'react'
import { classNames } from './class-names.ts'
import styles from './ReachMark.module.css'

export type ReachShape = 'straight' | 'via' | 'none'

const DARK_AFTER_MS = 3_000

/** What is known of a contact, as a shape. */
export function reachShape({ reach, through }: { readonly reach: string; readonly through: string | undefined }): ReachShape {
  if (reach !== 'connected') return 'none'
  return through === undefined ? 'straight' : 'via'
}

export interface ReachMarkProps {
  readonly shape: ReachShape
  readonly size?: 'small' | 'regular' | 'large'
  readonly className?: string | undefined
}

export function ReachMark({ shape, size = 'regular', className }: ReachMarkProps) {
  const shown = useSlowToDarken(shape)
  return <span aria-hidden="true" data-reach={shown} className={classNames(styles.mark, styles[shown], styles[size], className)} />
}

function useSlowToDarken(shape: ReachShape): ReachShape {
  const [lit, setLit] = useState(shape)
  useEffect(() => {
    const timer = setTimeout(() => setLit(shape), shape === 'none' ? DARK_AFTER_MS : 0)
    return () => clearTimeout(timer)
  }, [shape])
  return shape === 'none' ? lit : shape
}
