/** One thing in the tray: its picture or its name, a press for what can be done with it, × on a dark disc. */
import { ChevronLeft, ChevronRight, Trash2, X } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { trayWords } from '../../../shared/i18n/index.ts'
import { Icon, Menu, MenuChoices, MenuItem, MenuLine } from '../../ui/index.ts'
import type { PictureChoice, PictureVersion } from '../pictures/index.ts'
import { useSizes, useWords } from '../words/index.ts'
import type { TrayItem } from './tray.ts'
import { TrayFace } from './TrayFace.tsx'
import styles from './TrayStrip.module.css'

export interface TrayTileProps {
  readonly item: TrayItem
  /** With its place among the others. */
  readonly name: string
  readonly shortName: string
  /** Tab stops here. */
  readonly isStop: boolean
  readonly isFirst: boolean
  readonly isLast: boolean
  readonly onKeyDown: (event: KeyboardEvent) => void
  readonly onFocus: () => void
  readonly onMove: (by: number) => void
  readonly onChoose: (choice: PictureChoice) => void
  readonly onRemove: () => void
}

export function TrayTile(props: TrayTileProps) {
  const { item, name, shortName, isStop, isFirst, isLast, onKeyDown, onFocus, onMove, onRemove } = props
  const say = useWords(trayWords)
  const { state } = item
  return (
    <div className={styles.tile}>
      <Menu
        side="top"
        align="start"
        trigger={
          <button
            type="button"
            data-tray
            tabIndex={isStop ? 0 : -1}
            aria-label={state.kind === 'reading' ? `${name}, ${say('reading')}` : name}
            aria-description={say('keys')}
            className={styles.face}
            onKeyDown={onKeyDown}
            onFocus={onFocus}
          >
            <TrayFace item={item} />
          </button>
        }
      >
        {state.kind === 'picture' && <Sizes state={state} onChoose={props.onChoose} />}
        <MenuItem icon={ChevronLeft} isOff={isFirst} onSelect={() => onMove(-1)}>
          {say('earlier')}
        </MenuItem>
        <MenuItem icon={ChevronRight} isOff={isLast} onSelect={() => onMove(1)}>
          {say('later')}
        </MenuItem>
        <MenuLine />
        <MenuItem icon={Trash2} kind="brick" onSelect={onRemove}>
          {say('takeOut')}
        </MenuItem>
      </Menu>
      <button type="button" tabIndex={-1} aria-label={say('remove', { name: shortName })} className={styles.remove} onClick={onRemove}>
        <Icon icon={X} size={14} />
      </button>
    </div>
  )
}

interface SizesProps {
  readonly state: Extract<TrayItem['state'], { kind: 'picture' }>
  readonly onChoose: (choice: PictureChoice) => void
}

/** How large it is sent, each with what it weighs: what is measured, never guessed. */
function Sizes({ state: { picture, choice }, onChoose }: SizesProps) {
  const say = useWords(trayWords)
  const sizeText = useSizes()
  const weight = ({ width, height, blob }: PictureVersion) => say('dimensions', { width, height, size: sizeText(blob.size) })
  const warning = say(picture.hasPlace ? 'originalPlace' : 'originalText')
  return (
    <>
      <MenuChoices<PictureChoice>
        label={say('size')}
        value={choice}
        onChange={onChoose}
        options={[
          { value: 'normal', label: say('normal'), text: weight(picture.normal) },
          ...(picture.full === undefined ? [] : [{ value: 'full' as const, label: say('large'), text: weight(picture.full) }]),
          { value: 'original', label: say('original'), text: `${sizeText(picture.original.blob.size)} · ${warning}` },
        ]}
      />
      <MenuLine />
    </>
  )
}
