/** One of a few that are better seen than read: tiles with a picture and a word. The picture is drawn by whoever asks. */
import { Radio } from '@base-ui/react/radio'
import { RadioGroup } from '@base-ui/react/radio-group'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import styles from './RadioTiles.module.css'

export interface RadioTile<Value extends string> {
  readonly value: Value
  readonly label: string
  readonly picture?: ReactNode
}

export interface RadioTilesProps<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly onChange: (value: Value) => void
  readonly tiles: readonly RadioTile<Value>[]
  readonly className?: string | undefined
}

export function RadioTiles<Value extends string>({ label, value, onChange, tiles, className }: RadioTilesProps<Value>) {
  return (
    <RadioGroup
      aria-label={label}
      value={value}
      onValueChange={(wanted) => onChange(wanted)}
      className={classNames(styles.tiles, className)}
    >
      {tiles.map((tile) => (
        <Radio.Root key={tile.value} value={tile.value} aria-label={tile.label} className={styles.tile}>
          {tile.picture !== undefined && <span aria-hidden="true">{tile.picture}</span>}
          {tile.label}
        </Radio.Root>
      ))}
    </RadioGroup>
  )
}
