/** What is in a folder that was sent: each file where it lies in it. All of it is saved together, with its folders. */
import { useEffect, useState } from 'react'
import { TriangleAlert } from 'lucide-react'
import { shownFileWords } from '../../../shared/i18n/index.ts'
import { MEDIA } from '../../../shared/limits.ts'
import type { SetEntry } from '../../../shared/messenger/index.ts'
import { platform } from '../../platform/index.ts'
import { Button, Dialog, Icon, Spinner } from '../../ui/index.ts'
import { call } from '../engine/index.ts'
import { FileName } from '../media/index.ts'
import { useErrorText, useSizes, useWords } from '../words/index.ts'
import type { Attached } from './attached.ts'
import styles from './FolderDialog.module.css'
import { openFileSurface } from './surface.ts'
import { useFileActs } from './use-file-acts.ts'

/** More are in it than anybody reads; the count says how many. */
const LISTED = 500

export function FolderDialog({ file, onClose }: { readonly file: Attached; readonly onClose: () => void }) {
  const say = useWords(shownFileWords)
  const explain = useErrorText()
  const sizeText = useSizes()
  const { save } = useFileActs()
  const [entries, setEntries] = useState<readonly SetEntry[]>()
  const [error, setError] = useState<string>()
  const { message, index, view } = file
  useEffect(() => {
    let isOver = false
    void allOf(message, index).then((answer) => {
      if (isOver) return
      if (answer.ok) setEntries(answer.value)
      else setError(answer.error.code === 'NOT_HERE' ? say('notHere') : explain(answer.error.code))
    })
    return () => {
      isOver = true
    }
  }, [message, index, explain, say])
  const bytes = (entries ?? []).reduce((sum, { size }) => sum + size, 0)
  const count = entries?.length ?? 0
  const start = () => (platform.desktop === undefined ? openFileSurface({ what: 'save', files: [file] }) : save([file]))
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={say('inFolder', { name: view.name })}
      text={count === 0 ? undefined : say(count === 1 ? 'folderFiles1' : 'folderFiles', { count, size: sizeText(bytes) })}
      foot={
        <Button
          kind="main"
          off={count === 0 ? (error ?? say('folderEmpty')) : platform.isHere ? undefined : say('onlyAtComputer')}
          onClick={start}
        >
          {say('saveAll')}
        </Button>
      }
    >
      {error !== undefined && <p role="alert">{error}</p>}
      {entries === undefined && error === undefined && (
        <p role="status" className={styles.looking}>
          <Spinner size={20} />
          {say('looking')}
        </p>
      )}
      {entries?.length === 0 && <p>{say('folderEmpty')}</p>}
      <ul className={styles.list}>
        {(entries ?? []).slice(0, LISTED).map(({ path, size, couldRun }) => (
          <li key={path.join('/')} className={styles.entry}>
            <span className={styles.path}>
              {path.length > 1 && <bdi className={styles.folders}>{path.slice(0, -1).join(' / ')}</bdi>}
              <FileName name={path.at(-1) ?? ''} />
            </span>
            {couldRun && (
              <span className={styles.risky}>
                <Icon icon={TriangleAlert} size={14} />
                {say('couldRun')}
              </span>
            )}
            <span className={styles.size}>{sizeText(size)}</span>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}

/** They come in pieces; none: there are no more. */
async function allOf(message: Attached['message'], index: number) {
  const entries: SetEntry[] = []
  for (;;) {
    const answer = await call('attachments.set', { message, index, from: entries.length })
    if (!answer.ok) return answer
    entries.push(...answer.value)
    if (answer.value.length === 0 || entries.length >= MEDIA.SET_FILES) return { ok: true as const, value: entries }
  }
}
