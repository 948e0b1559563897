/** What a thing in the tray is called for people: a picture has a name nobody knows it by. */
import { trayWords } from '../../../shared/i18n/index.ts'
import { useWords } from '../words/index.ts'
import type { TrayItem } from './tray.ts'

export function useTrayName(): (item: TrayItem) => string {
  const say = useWords(trayWords)
  return ({ name, state }) => {
    switch (state.kind) {
      case 'picture':
        return say(state.picture.isAnimated ? 'moving' : 'picture')
      case 'voice':
        return say('voice')
      case 'folder':
        return say('folderName', { name })
      case 'reading':
      case 'film':
      case 'file':
        return name
    }
  }
}
