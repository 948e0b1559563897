/** Where files and folders are chosen; they may be dropped anywhere in the window too. */
import { FileUp, FolderUp } from 'lucide-react'
import { useRef } from 'react'
import { movingInWords } from '../../../shared/i18n/index.ts'
import { Button, Sentences } from '../../ui/index.ts'
import { useWords } from '../words/index.ts'
import styles from './ChooseFiles.module.css'
import { chosenFiles } from './give-files.ts'
import { begin } from './state.ts'

export function ChooseFiles() {
  const say = useWords(movingInWords)
  const files = useRef<HTMLInputElement>(null)
  const folder = useRef<HTMLInputElement>(null)
  const take = (input: HTMLInputElement) => {
    const chosen = input.files === null ? [] : chosenFiles(input.files)
    // The same file may be chosen again.
    input.value = ''
    void begin(chosen)
  }
  return (
    <section className={styles.place}>
      <p>
        <Sentences text={say('intro')} />
      </p>
      <div className={styles.acts}>
        <Button kind="main" icon={FileUp} onClick={() => files.current?.click()}>
          {say('chooseFiles')}
        </Button>
        <Button icon={FolderUp} onClick={() => folder.current?.click()}>
          {say('chooseFolder')}
        </Button>
      </div>
      <p className={styles.hint}>{say('dropHere')}</p>
      <input
        ref={files}
        type="file"
        multiple
        hidden
        aria-label={say('chooseFiles')}
        onChange={({ currentTarget }) => take(currentTarget)}
      />
      <input
        ref={folder}
        type="file"
        hidden
        aria-label={say('chooseFolder')}
        {...{ webkitdirectory: '' }}
        onChange={({ currentTarget }) => take(currentTarget)}
      />
    </section>
  )
}
