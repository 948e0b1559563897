/** The field is as high as its text. Most browsers do that by `field-sizing`; for the others it is measured. */
import { type RefObject, useLayoutEffect } from 'react'

const isMeasured = !CSS.supports('field-sizing', 'content')

export function useGrowth(area: RefObject<HTMLTextAreaElement | null>, text: string): void {
  useLayoutEffect(() => {
    const field = area.current
    if (!isMeasured || field === null) return
    field.style.blockSize = 'auto'
    field.style.blockSize = `${field.scrollHeight}px`
  }, [area, text])
}
