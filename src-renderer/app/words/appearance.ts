/** Language, theme and text size of the document follow what was chosen; what was not chosen follows the computer. */
import { useEffect } from 'react'
import { applyAppearance } from '../../ui/index.ts'
import { useEngine } from '../engine/index.ts'
import { useLanguage } from './language.ts'

const USUAL_PERCENT = 100

export function useAppearance(): void {
  const language = useLanguage()
  const theme = useEngine(({ settings, host }) => settings?.theme ?? host?.theme ?? 'system')
  const textSize = useEngine(({ settings }) => settings?.textSize ?? USUAL_PERCENT)
  useEffect(() => applyAppearance({ language, theme, textSize }), [language, theme, textSize])
}
