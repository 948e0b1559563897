/** A place that somebody named: its name and where it is, as text. No map is fetched; one is opened only when somebody asks for it. */
import { MapPin } from 'lucide-react'
import { mediaWords } from '../../../shared/i18n/index.ts'
import { Button, classNames, Icon } from '../../ui/index.ts'
import { useWords } from '../words/index.ts'
import styles from './Cards.module.css'
import { useTabIndex } from './tab-stop.ts'

const MICRO = 1_000_000
/** Ten centimetres are enough for a meeting point. */
const DIGITS = 5

export interface PlaceCardProps {
  /** Millionths of a degree. */
  readonly latitude: number
  readonly longitude: number
  readonly name?: string | undefined
  readonly isOwn?: boolean
  readonly onOpen: () => void
  /** Missing where the page may not write to the clipboard. */
  readonly onCopy?: ((text: string) => void) | undefined
}

export function PlaceCard({ latitude, longitude, name, isOwn = false, onOpen, onCopy }: PlaceCardProps) {
  const say = useWords(mediaWords)
  const tabIndex = useTabIndex()
  const text = [latitude, longitude].map((angle) => (angle / MICRO).toFixed(DIGITS)).join(', ')
  return (
    <div role="group" aria-label={`${say('placeCard')}, ${name ?? text}`} className={classNames(styles.card, isOwn && styles.own)}>
      <span className={styles.tile}>
        <Icon icon={MapPin} />
      </span>
      <p className={styles.words}>
        <bdi className={styles.title}>{name ?? say('placeCard')}</bdi>
        <span className={styles.line}>{text}</span>
      </p>
      <div className={styles.acts}>
        <Button size="small" tabIndex={tabIndex} onClick={onOpen}>
          {say('openMap')}
        </Button>
        {onCopy !== undefined && (
          <Button size="small" kind="quiet" tabIndex={tabIndex} onClick={() => onCopy(text)}>
            {say('copyPlace')}
          </Button>
        )}
      </div>
    </div>
  )
}
