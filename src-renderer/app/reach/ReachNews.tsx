/** Says once, summed up, how many can be reached after a change; quick changes are one. */
import { useEffect, useRef, useState } from 'react'
import { reachWords } from '../../../shared/i18n/index.ts'
import { VisuallyHidden } from '../../ui/index.ts'
import { useWords } from '../words/index.ts'

const SETTLE_MS = 2_000

export function ReachNews({ count }: { readonly count: number }) {
  const say = useWords(reachWords)
  const told = useRef(count)
  const [text, setText] = useState('')
  useEffect(() => {
    if (count === told.current) return undefined
    const timer = setTimeout(() => {
      told.current = count
      setText(count === 1 ? say('announced1') : say('announced', { count }))
    }, SETTLE_MS)
    return () => clearTimeout(timer)
  }, [count, say])
  return <VisuallyHidden role="status">{text}</VisuallyHidden>
}
