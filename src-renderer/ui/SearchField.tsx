/** Search and filter: quiet, with its icon. × or Esc empties it first and only then lets the key go on. */
import { Search, X } from 'lucide-react'
import type { ComponentProps, KeyboardEvent } from 'react'
import { classNames } from './class-names.ts'
import { Icon } from './Icon.tsx'
import { IconButton } from './IconButton.tsx'
import { Kbd } from './Kbd.tsx'
import { focusInput } from './TextField.tsx'
import { useUiWords } from './ui-words.ts'
import styles from './Field.module.css'

export interface SearchFieldProps extends Omit<ComponentProps<'input'>, 'onChange' | 'value' | 'size' | 'type'> {
  /** Read aloud, and the placeholder when none is given. */
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly shortcut?: string | undefined
  /** `big` heads the quick jump. */
  readonly isBig?: boolean
}

export function SearchField({ label, value, onChange, shortcut, isBig = false, className, onKeyDown, ...rest }: SearchFieldProps) {
  const words = useUiWords()
  const clearFirst = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Escape' && value !== '' && !event.nativeEvent.isComposing) {
      event.stopPropagation()
      event.preventDefault()
      onChange('')
      return
    }
    onKeyDown?.(event)
  }
  return (
    <div
      role="search"
      aria-label={label}
      className={classNames(styles.box, styles.quiet, isBig && styles.big, className)}
      onMouseDown={focusInput}
    >
      <Icon icon={Search} size={18} />
      <input
        type="search"
        placeholder={label}
        autoComplete="off"
        spellCheck={false}
        {...rest}
        aria-label={label}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={clearFirst}
        className={styles.input}
      />
      {value === '' ? (
        shortcut !== undefined && <Kbd>{shortcut}</Kbd>
      ) : (
        <IconButton icon={X} iconSize={16} size="small" label={words('clear')} className={styles.end} onClick={() => onChange('')} />
      )}
    </div>
  )
}
