/** The strip beneath: where one is among the others. */
import { Image } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { mediaWords, viewerWords } from '../../../shared/i18n/index.ts'
import { Icon } from '../../ui/index.ts'
import { useWords } from '../words/index.ts'
import type { ViewedPicture } from './viewed-picture.ts'
import styles from './MediaViewer.module.css'

export interface NeighboursProps {
  readonly pictures: readonly ViewedPicture[]
  readonly shown: string
  readonly onShow: (id: string) => void
}

export function Neighbours({ pictures, shown, onShow }: NeighboursProps) {
  const say = useWords(viewerWords)
  const name = useWords(mediaWords)
  const current = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    // Newer browsers give back a promise, which would be taken for what ends an effect.
    current.current?.scrollIntoView({ inline: 'center', block: 'nearest' })
  }, [shown])
  return (
    <ul aria-label={say('strip')} className={styles.strip}>
      {pictures.map(({ id, preview, src }, index) => (
        <li key={id}>
          <button
            type="button"
            {...(id === shown && { ref: current, 'aria-current': true })}
            aria-label={name('pictureOf', { place: index + 1, count: pictures.length })}
            className={styles.neighbour}
            // One stop for Tab; the arrows go along.
            tabIndex={id === shown ? 0 : -1}
            onClick={() => onShow(id)}
          >
            {(preview ?? src) === undefined ? <Icon icon={Image} /> : <img src={preview ?? src} alt="" draggable={false} />}
          </button>
        </li>
      ))}
    </ul>
  )
}
