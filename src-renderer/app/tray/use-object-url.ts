/** An address for bytes of this page, for as long as a part shows them. */
import { useLayoutEffect, useState } from 'react'

export function useObjectUrl(blob: Blob | undefined): string | undefined {
  const [made, setMade] = useState<{ readonly blob: Blob; readonly url: string }>()
  // Before anything is painted, so that a picture that only moved does not flicker.
  useLayoutEffect(() => {
    if (blob === undefined) return undefined
    const url = URL.createObjectURL(blob)
    setMade({ blob, url })
    return () => URL.revokeObjectURL(url)
  }, [blob])
  return made?.blob === blob ? made?.url : undefined
}
