/** Links that were opened somewhere on this computer: they are shown and asked about, and never act by themselves. */
import { useEffect } from 'react'
import { platform } from '../../platform/index.ts'
import { go } from '../route/index.ts'
import { setAcceptDraft } from './accept-draft.ts'

let isListening = false

export function useDeepLinks(): void {
  useEffect(() => {
    if (isListening) return
    isListening = true
    platform.desktop?.onLink((link) => {
      setAcceptDraft(link)
      go({ page: 'people', part: 'accept' })
    })
  }, [])
}
