/** One picture of the grid. A press shows it large, or gets it; its menu opens by the second button and by the menu key. */
import { sharedWords } from '../../../shared/i18n/index.ts'
import { ContextMenu } from '../../ui/index.ts'
import { arrivalView, forgetOpened, useArrival, useOpened } from '../arrivals/index.ts'
import { PictureTile } from '../media/index.ts'
import { useDates, useErrorText, useWords } from '../words/index.ts'
import { useSharedFrame } from './context.ts'
import { ItemMenu } from './ItemMenu.tsx'
import { type FileItem, keyOf } from './shared-item.ts'
import styles from './Shared.module.css'
import { useWho } from './use-who.ts'

export function PictureCell({ item }: { readonly item: FileItem }) {
  const say = useWords(sharedWords)
  const explain = useErrorText()
  const dates = useDates()
  const who = useWho()
  const { acts, show, toMessage, stop } = useSharedFrame()
  const { attachment, message, index } = item
  const { file, size, preview, sort } = attachment
  const arrival = arrivalView(useArrival(file), explain)
  const isPhoto = sort === 'photo'
  const opened = useOpened({ file, message, index }, arrival.kind === 'here' && isPhoto)
  const key = keyOf(item)
  const get = () => {
    // An address may have ended meanwhile: another one is asked for.
    forgetOpened(file)
    acts.get(item)
  }
  return (
    <ContextMenu
      target={
        <li className={styles.cell} data-cell={key}>
          <PictureTile
            picture={{ id: key, size, preview, src: opened?.address, arrival, width: attachment.width, height: attachment.height }}
            name={say('pictureBy', { who: who(item), when: dates.full(item.time) })}
            tabIndex={key === stop ? 0 : -1}
            onGet={get}
            onPause={() => acts.pause(item)}
            onShow={() => (isPhoto ? show(item) : toMessage(item))}
          />
        </li>
      }
    >
      <ItemMenu item={item} />
    </ContextMenu>
  )
}
