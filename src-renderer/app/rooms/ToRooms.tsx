/** The way back to the list of rooms. */
import { X } from 'lucide-react'
import { quickJumpWords } from '../../../shared/i18n/index.ts'
import { IconButton } from '../../ui/index.ts'
import { go } from '../route/index.ts'
import { useWords } from '../words/index.ts'

export function ToRooms() {
  const say = useWords(quickJumpWords)
  return <IconButton icon={X} label={say('close')} onClick={() => go({ page: 'rooms' })} />
}
