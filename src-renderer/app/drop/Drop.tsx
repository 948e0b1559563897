/** The window as a place to drop files onto: bundles are read, files of other messengers are moved in. */
import { FileDown } from 'lucide-react'
import { useEffect, useState } from 'react'
import { bundleWords } from '../../../shared/i18n/index.ts'
import { Icon } from '../../ui/index.ts'
import { readFiles } from '../bundles/index.ts'
import { takeDropped } from '../moving-in/index.ts'
import { useWords } from '../words/index.ts'
import styles from './Drop.module.css'

export function Drop() {
  const isOver = useDrop()
  const say = useWords(bundleWords)
  if (!isOver) return null
  return (
    <div className={styles.drop}>
      <Icon icon={FileDown} size={24} />
      {say('drop')}
    </div>
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
      if (event.dataTransfer !== null) take(event.dataTransfer)
    }
    // A room takes its files itself (DropZone), and then says nothing of them to the window.
    const overRoom = ({ target }: DragEvent) => {
      if (target instanceof Element && target.closest('[data-takes-files]') !== null) setOver(false)
    }
    addEventListener('dragover', overRoom, { capture: true })
    addEventListener('dragover', over)
    addEventListener('dragleave', leave)
    addEventListener('drop', drop)
    return () => {
      removeEventListener('dragover', overRoom, { capture: true })
      removeEventListener('dragover', over)
      removeEventListener('dragleave', leave)
      removeEventListener('drop', drop)
    }
  }, [])
  return isOver
}

function take(transfer: DataTransfer): void {
  const files = [...transfer.files]
  if (files.length > 0 && files.every(({ name }) => name.endsWith('.sbundle'))) readFiles(files)
  else takeDropped(transfer)
}
