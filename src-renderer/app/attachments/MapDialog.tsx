/** Which map a place is opened in. Nothing is fetched before one is chosen; the place is in the address, and whoever runs the map reads it. */
import { shownFileWords } from '../../../shared/i18n/index.ts'
import { Dialog } from '../../ui/index.ts'
import { useWords } from '../words/index.ts'
import styles from './MapDialog.module.css'
import { mapAddress, MAPS, type Place } from './maps.ts'

export function MapDialog({ place, onClose }: { readonly place: Place; readonly onClose: () => void }) {
  const say = useWords(shownFileWords)
  return (
    <Dialog isOpen width="question" hasClose onClose={onClose} title={say('mapTitle')} text={say('mapText')}>
      <ul className={styles.maps}>
        {MAPS.map((map) => (
          <li key={map}>
            <a href={mapAddress(map, place)} target="_blank" rel="noopener noreferrer" className={styles.map} onClick={onClose}>
              {say(map)}
            </a>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
