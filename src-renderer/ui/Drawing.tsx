/** The mark and the two drawings. Each drawing brings its own ground, so it sits on both themes; the words beside it say what it means. */
import iconSmall from './drawings/icon-small.svg'
import icon from './drawings/icon.svg'
import litRoom from './drawings/empty-lit-room.svg'
import maru from './drawings/empty-maru.svg'
import { classNames } from './class-names.ts'
import styles from './Drawing.module.css'

const DRAWINGS = { 'lit-room': litRoom, maru } as const
export type DrawingName = keyof typeof DRAWINGS

export interface DrawingProps {
  readonly name: DrawingName
  readonly width?: number
  readonly className?: string | undefined
}

export function Drawing({ name, width = 264, className }: DrawingProps) {
  return <img src={DRAWINGS[name]} alt="" width={width} draggable={false} className={classNames(styles.drawing, className)} />
}

/** The mark of the app: a lit window under an eave. Below 32 px the one that is fitted to the pixel grid. */
export function HouseMark({ size = 36, className }: { readonly size?: number; readonly className?: string | undefined }) {
  return <img src={size < 32 ? iconSmall : icon} alt="" width={size} height={size} draggable={false} className={className} />
}
