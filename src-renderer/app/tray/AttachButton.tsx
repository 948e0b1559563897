/** The + beside the field. */
import { Plus } from 'lucide-react'
import { trayWords } from '../../../shared/i18n/index.ts'
import { IconButton } from '../../ui/index.ts'
import { useWords } from '../words/index.ts'
import { chooseFiles } from './choose-files.ts'
import type { Tray } from './tray.ts'

export function AttachButton({ tray }: { readonly tray: Tray }) {
  const say = useWords(trayWords)
  return <IconButton icon={Plus} label={say('attach')} tooltipSide="top" onClick={() => chooseFiles(tray.add)} />
}
