/** A picture of a code for the accept dialog: chosen as a file, dropped, or pasted. What it says goes where typed text goes. */
import { type ClipboardEvent, type DragEvent, type ReactNode, useRef, useState } from 'react'
import { scanWords } from '../../../shared/i18n/index.ts'
import { codeInPicture } from '../scan/index.ts'
import { useWords } from '../words/index.ts'

export interface ChosenPicture {
  readonly trouble: string | undefined
  readonly isReading: boolean
  /** A file hangs over the field. */
  readonly isOver: boolean
  readonly forget: () => void
  readonly choose: () => void
  /** For what takes drops and pastes. */
  readonly target: {
    readonly onPaste: (event: ClipboardEvent) => void
    readonly onDragOver: (event: DragEvent) => void
    readonly onDragLeave: () => void
    readonly onDrop: (event: DragEvent) => void
  }
  readonly input: ReactNode
}

export function usePicture(found: (text: string) => void): ChosenPicture {
  const say = useWords(scanWords)
  const input = useRef<HTMLInputElement>(null)
  const [trouble, setTrouble] = useState<string>()
  const [isReading, setReading] = useState(false)
  const [isOver, setOver] = useState(false)
  const take = async (file: File | undefined) => {
    if (file === undefined) return
    setReading(true)
    setTrouble(undefined)
    const read = await codeInPicture(file)
    setReading(false)
    if (read.ok) found(read.value)
    else setTrouble(say(read.code))
  }
  return {
    trouble,
    isReading,
    isOver,
    forget: () => setTrouble(undefined),
    choose: () => input.current?.click(),
    target: {
      onPaste(event: ClipboardEvent) {
        const [file] = event.clipboardData.files
        if (file === undefined) return
        event.preventDefault()
        void take(file)
      },
      onDragOver(event: DragEvent) {
        event.preventDefault()
        setOver(true)
      },
      onDragLeave: () => setOver(false),
      onDrop(event: DragEvent) {
        const [file] = event.dataTransfer.files
        setOver(false)
        if (file === undefined) return
        event.preventDefault()
        void take(file)
      },
    },
    input: (
      <input
        ref={input}
        type="file"
        accept="image/png,image/jpeg,image/webp,image/gif"
        hidden
        onChange={({ currentTarget }) => {
          void take(currentTarget.files?.[0])
          currentTarget.value = ''
        }}
      />
    ),
  }
}
