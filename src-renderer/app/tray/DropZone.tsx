/** The whole room as a place to drop files onto. Files that carry rooms by hand are left to the window, which reads them. */
import { type DragEvent, type ReactNode, useRef, useState } from 'react'
import { trayWords } from '../../../shared/i18n/index.ts'
import { useWords } from '../words/index.ts'
import styles from './DropZone.module.css'
import { droppedThings } from './dropped-things.ts'
import type { Given } from './tray.ts'

export interface DropZoneProps {
  readonly onFiles: (files: readonly Given[]) => void
  /** Nobody may write here now: nothing is taken. */
  readonly isOff?: boolean
  readonly children: ReactNode
}

export function DropZone({ onFiles, isOff = false, children }: DropZoneProps) {
  const say = useWords(trayWords)
  const [isOver, setOver] = useState(false)
  /** Going from one part of the room to another leaves one and enters the other. */
  const depth = useRef(0)
  const hasFiles = ({ dataTransfer }: DragEvent) => !isOff && dataTransfer.types.includes('Files')
  const enter = (event: DragEvent) => {
    if (!hasFiles(event)) return
    depth.current += 1
    setOver(true)
  }
  const leave = (event: DragEvent) => {
    if (!hasFiles(event)) return
    depth.current -= 1
    if (depth.current <= 0) end()
  }
  const end = () => {
    depth.current = 0
    setOver(false)
  }
  const over = (event: DragEvent) => {
    if (!hasFiles(event)) return
    event.preventDefault()
    event.stopPropagation()
    event.dataTransfer.dropEffect = 'copy'
  }
  const drop = (event: DragEvent) => {
    if (!hasFiles(event)) return
    end()
    const files = [...event.dataTransfer.files]
    if (files.length > 0 && files.every(({ name }) => name.endsWith('.sbundle'))) return
    event.preventDefault()
    event.stopPropagation()
    void droppedThings(event.dataTransfer).then((things) => {
      if (things.length > 0) onFiles(things)
    })
  }
  return (
    <div
      className={styles.zone}
      {...(!isOff && { 'data-takes-files': true })}
      onDragEnter={enter}
      onDragLeave={leave}
      onDragOver={over}
      onDrop={drop}
    >
      {children}
      {isOver && (
        <div className={styles.target}>
          <p className={styles.words}>{say('dropHere')}</p>
        </div>
      )}
    </div>
  )
}
