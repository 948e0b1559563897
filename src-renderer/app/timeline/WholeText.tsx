/** A long text of another messenger, read piece by piece: a page of the conversation holds its beginning only. */
import { useEffect, useMemo, useState } from 'react'
import { importedWords } from '../../../shared/i18n/index.ts'
import type { MessageView } from '../../../shared/messenger/index.ts'
import { Button, Dialog, Note } from '../../ui/index.ts'
import { call } from '../engine/index.ts'
import { useErrorText, useWords } from '../words/index.ts'
import { unturned } from './imported-look.ts'
import styles from './Imported.module.css'
import { textBlocks } from './text-blocks.ts'
import { messageIdOf } from './window.ts'

export function WholeText({ message, onClose }: { readonly message: MessageView; readonly onClose: () => void }) {
  const say = useWords(importedWords)
  const explain = useErrorText()
  const [pieces, setPieces] = useState<readonly string[]>([])
  const [next, setNext] = useState<number | undefined>(0)
  // From the first moment: the beginning is on its way, and nobody can ask for it a second time.
  const [isBusy, setBusy] = useState(true)
  const [code, setCode] = useState<string>()

  const blocks = useMemo(() => textBlocks(unturned(pieces.join(''))), [pieces])

  const fetchMore = async (from: number) => {
    const id = messageIdOf(message)
    if (id === undefined) return
    setBusy(true)
    const answer = await call('imports.text', { message: id, from })
    setBusy(false)
    setCode(answer.ok ? undefined : answer.error.code)
    if (!answer.ok) return
    setPieces((before) => [...before, answer.value.text])
    setNext(answer.value.next)
  }
  useEffect(() => {
    void fetchMore(0)
    // Once: it is opened anew for another message.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [])

  return (
    <Dialog
      isOpen
      width="wide"
      title={say('wholeTitle')}
      onClose={onClose}
      foot={
        next !== undefined && (
          <Button busy={isBusy ? say('loading') : undefined} onClick={() => void fetchMore(next)}>
            {say('showMore')}
          </Button>
        )
      }
    >
      {code !== undefined && <Note text={explain(code)} />}
      <div tabIndex={0} role="document" aria-label={say('wholeTitle')} aria-busy={isBusy} className={styles.whole}>
        {blocks.map((block, index) => (
          // Blocks only ever come after those that are there.
          <p key={index} dir="auto">
            {block}
          </p>
        ))}
      </div>
    </Dialog>
  )
}
