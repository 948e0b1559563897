/** One picture or film of the grid. A press shows it large, or gets it; its menu opens by the second button and by the menu key. */
import { sharedWords } from '../../../shared/i18n/index.ts'
import { ContextMenu } from '../../ui/index.ts'
import { AttachedPicture } from '../attachments/index.ts'
import { TabStopContext } from '../media/index.ts'
import { useDates, useWords } from '../words/index.ts'
import { attachedOf } from './attached-of.ts'
import { useSharedFrame } from './context.ts'
import { ItemMenu } from './ItemMenu.tsx'
import { SelectMark } from './SelectMark.tsx'
import { type FileItem, keyOf } from './shared-item.ts'
import styles from './Shared.module.css'
import { useWho } from './use-who.ts'

export function PictureCell({ item }: { readonly item: FileItem }) {
  const say = useWords(sharedWords)
  const dates = useDates()
  const who = useWho()
  const { room, show, stop, selection } = useSharedFrame()
  const key = keyOf(item)
  const name = say('pictureBy', { who: who(item), when: dates.full(item.time) })
  return (
    <ContextMenu
      target={
        <li className={styles.cell} data-cell={key} data-selected={selection.has(key)}>
          <TabStopContext value={key === stop ? 0 : -1}>
            <AttachedPicture file={attachedOf(room, item)} name={name} onShow={() => show(item)} />
          </TabStopContext>
          <SelectMark id={key} name={name} className={styles.corner} />
        </li>
      }
    >
      <ItemMenu item={item} />
    </ContextMenu>
  )
}
