/** A passphrase: hidden until asked to be shown, and it says when Caps Lock is on, before anything is wrong. */
import { Eye, EyeOff, Lock } from 'lucide-react'
import { useState, type ComponentProps, type KeyboardEvent } from 'react'
import type { FieldText } from './Field.tsx'
import { IconButton } from './IconButton.tsx'
import { TextField } from './TextField.tsx'
import { useUiWords } from './ui-words.ts'

export interface PasswordFieldProps
  extends FieldText, Omit<ComponentProps<'input'>, 'type' | 'aria-invalid' | 'aria-describedby' | 'size'> {}

export function PasswordField({ hint, onKeyDown, onKeyUp, ...rest }: PasswordFieldProps) {
  const words = useUiWords()
  const [isShown, setShown] = useState(false)
  const [hasCaps, setCaps] = useState(false)
  const look = (event: KeyboardEvent<HTMLInputElement>) => setCaps(event.getModifierState('CapsLock'))
  return (
    <TextField
      autoComplete="current-password"
      {...rest}
      type={isShown ? 'text' : 'password'}
      icon={Lock}
      hint={hasCaps ? words('capsLock') : hint}
      onKeyDown={(event) => {
        look(event)
        onKeyDown?.(event)
      }}
      onKeyUp={(event) => {
        look(event)
        onKeyUp?.(event)
      }}
      end={
        <IconButton
          icon={isShown ? EyeOff : Eye}
          iconSize={18}
          size="small"
          label={words(isShown ? 'hideText' : 'showText')}
          onClick={() => setShown(!isShown)}
        />
      }
    />
  )
}
