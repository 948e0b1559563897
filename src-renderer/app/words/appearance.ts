/** Language, theme and text size of the document follow what was chosen; what was not chosen follows the computer. */
import { useEffect } from 'react'
import { platform } from '../../platform/index.ts'
import { useEngine } from '../engine/index.ts'
import { useLanguage } from './language.ts'

const USUAL_PERCENT = 100

export function useAppearance(): void {
  const language = useLanguage()
  const theme = useEngine(({ settings, host }) => settings?.theme ?? host?.theme ?? 'system')
  const textSize = useEngine(({ settings }) => settings?.textSize ?? USUAL_PERCENT)
  useEffect(() => {
    const root = document.documentElement
    root.lang = language
    root.style.fontSize = `${textSize}%`
    if (theme === 'system') delete root.dataset.theme
    else root.dataset.theme = theme
    platform.desktop?.setTitleBarTheme(theme)
  }, [language, theme, textSize])
}
