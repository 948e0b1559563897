/**
 * A code for another screen to see: dark on white in both themes, a quiet zone of four modules, and so much redundancy (Q) that the mark
 * in the middle takes nothing away.
 */
import { encode } from 'uqr'
import { useMemo } from 'react'
import { classNames } from './class-names.ts'
import { HouseMark } from './Drawing.tsx'
import styles from './QrPicture.module.css'

const QUIET = 4

export interface QrPictureProps {
  readonly text: string
  /** What it is, read aloud: "초대 QR". */
  readonly label: string
  readonly hasMark?: boolean
  readonly className?: string | undefined
}

export function QrPicture({ text, label, hasMark = true, className }: QrPictureProps) {
  const { size, path } = useMemo(() => draw(text), [text])
  return (
    <div role="img" aria-label={label} className={classNames(styles.qr, className)}>
      <svg viewBox={`0 0 ${size} ${size}`} shapeRendering="crispEdges" aria-hidden="true">
        <path d={path} className={styles.ink} />
      </svg>
      {hasMark && <HouseMark size={52} className={styles.mark} />}
    </div>
  )
}

/** One run of dark modules in a row is one stroke of the path. */
function draw(text: string): { readonly size: number; readonly path: string } {
  const { data, size } = encode(text, { ecc: 'Q', border: QUIET })
  const runs: string[] = []
  for (const [y, row] of data.entries()) {
    for (let x = 0; x < row.length; x += 1) {
      if (row[x] !== true) continue
      const from = x
      while (row[x + 1] === true) x += 1
      runs.push(`M${from} ${y}h${x - from + 1}v1H${from}z`)
    }
  }
  return { size, path: runs.join('') }
}
