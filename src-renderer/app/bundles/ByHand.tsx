/** The tasks by hand over whatever lies on the screen, and the window as a place to drop files onto. */
import { Usb } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { bundleWords } from '../../../shared/i18n/index.ts'
import { Icon } from '../../ui/index.ts'
import { useWords } from '../words/index.ts'
import styles from './ByHand.module.css'
import { PutDialog } from './PutDialog.tsx'
import { ReadDialog } from './ReadDialog.tsx'
import { byHand, closeByHand, readFiles } from './state.ts'

export function ByHand() {
  const open = useStore(byHand, (state) => state.open)
  const isOver = useDrop()
  const say = useWords(bundleWords)
  return (
    <>
      {isOver && (
        <div className={styles.drop}>
          <Icon icon={Usb} size={24} />
          {say('drop')}
        </div>
      )}
      {open?.task === 'write' && <PutDialog key={JSON.stringify(open.target)} target={open.target} onClose={closeByHand} />}
      {open?.task === 'read' && <ReadDialog files={open.files} onClose={closeByHand} />}
    </>
  )
}

/** Whether files hang over the window now. */
function useDrop(): boolean {
  const [isOver, setOver] = useState(false)
  useEffect(() => {
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true
    const over = (event: DragEvent) => {
      if (!hasFiles(event)) return
      event.preventDefault()
      setOver(true)
    }
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false)
    }
    const drop = (event: DragEvent) => {
      if (!hasFiles(event)) return
      event.preventDefault()
      setOver(false)
      readFiles(event.dataTransfer?.files ?? [])
    }
    addEventListener('dragover', over)
    addEventListener('dragleave', leave)
    addEventListener('drop', drop)
    return () => {
      removeEventListener('dragover', over)
      removeEventListener('dragleave', leave)
      removeEventListener('drop', drop)
    }
  }, [])
  return isOver
}
