/** How large the pictures are sent, for all of them at once, with what they weigh together; and what of a place goes along, in words. */
import { ChevronDown } from 'lucide-react'
import { trayWords } from '../../../shared/i18n/index.ts'
import { Button, Icon, Menu, MenuChoices } from '../../ui/index.ts'
import type { PictureChoice } from '../pictures/index.ts'
import { useSizes, useWords } from '../words/index.ts'
import { versionOf } from './sent.ts'
import type { Tray, TrayItem } from './tray.ts'
import styles from './TrayStrip.module.css'

type PictureState = Extract<TrayItem['state'], { kind: 'picture' }>
const CHOICES = ['normal', 'full', 'original'] as const
const NAMES = { normal: 'normal', full: 'large', original: 'original' } as const satisfies Readonly<Record<PictureChoice, string>>

export function SizeLine({ tray, items }: { readonly tray: Tray; readonly items: readonly TrayItem[] }) {
  const say = useWords(trayWords)
  const sizeText = useSizes()
  const pictures = items.flatMap(({ state }) => (state.kind === 'picture' ? [state] : []))
  const [first] = pictures
  if (first === undefined) return null
  const isMixed = pictures.some(({ choice }) => choice !== first.choice)
  const size = sizeText(weightOf(pictures))
  const tellsPlace = pictures.some(({ choice, picture }) => choice === 'original' && picture.hasPlace)
  const tellsMore = pictures.some(({ choice }) => choice === 'original')
  return (
    <div className={styles.sizes}>
      <Menu
        side="top"
        align="start"
        trigger={
          <Button size="small" kind="quiet">
            {say('sizeLine', { choice: say(isMixed ? 'mixed' : NAMES[first.choice]), size })}
            <Icon icon={ChevronDown} size={14} />
          </Button>
        }
      >
        <MenuChoices<PictureChoice | 'mixed'>
          label={say('sizeOfAll')}
          value={isMixed ? 'mixed' : first.choice}
          onChange={(choice) => choice !== 'mixed' && tray.chooseAll(choice)}
          options={CHOICES.filter((choice) => choice !== 'full' || pictures.some(({ picture }) => picture.full !== undefined)).map(
            (choice) => ({
              value: choice,
              label: say(NAMES[choice]),
              text:
                choice === 'original' ? `${sizeText(ofAll(pictures, choice))} · ${say('originalMay')}` : sizeText(ofAll(pictures, choice)),
            }),
          )}
        />
      </Menu>
      {tellsMore && <p className={styles.goes}>{say(tellsPlace ? 'originalPlace' : 'originalText')}</p>}
    </div>
  )
}

function weightOf(pictures: readonly PictureState[]): number {
  return pictures.reduce((sum, state) => sum + versionOf(state).blob.size, 0)
}

/** If all of them were sent so. */
function ofAll(pictures: readonly PictureState[], choice: PictureChoice): number {
  return weightOf(pictures.map((state) => ({ ...state, choice })))
}
