/** A button that asks for files somebody brought. */
import { FolderOpen } from 'lucide-react'
import { useRef } from 'react'
import { bundleWords } from '../../../shared/i18n/index.ts'
import { Button, type ButtonProps } from '../../ui/index.ts'
import { useWords } from '../words/index.ts'
import { readFiles } from './state.ts'

export function OpenFiles({ children, ...rest }: Pick<ButtonProps, 'size' | 'children'>) {
  const say = useWords(bundleWords)
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button icon={FolderOpen} {...rest} onClick={() => input.current?.click()}>
        {children}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept=".sbundle"
        aria-label={say('open')}
        onChange={({ currentTarget }) => {
          readFiles(currentTarget.files ?? [])
          // The same file may be chosen again.
          currentTarget.value = ''
        }}
      />
    </>
  )
}
