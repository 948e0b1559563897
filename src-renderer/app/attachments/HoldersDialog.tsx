/** Who has a file, in plain words: first whether it stays to be had when this computer is turned off. */
import { Monitor } from 'lucide-react'
import { useEffect, useState } from 'react'
import { shownFileWords } from '../../../shared/i18n/index.ts'
import type { FileHoldings } from '../../../shared/messenger/index.ts'
import { Avatar, Dialog, Disc, ListLine, Spinner } from '../../ui/index.ts'
import { holderName, holderNames, sentenceOf } from '../arrivals/index.ts'
import { call, useEngine } from '../engine/index.ts'
import { FileName } from '../media/index.ts'
import { useErrorText, useSizes, useWords } from '../words/index.ts'
import type { Attached } from './attached.ts'
import styles from './HoldersDialog.module.css'

export function HoldersDialog({ file, onClose }: { readonly file: Attached; readonly onClose: () => void }) {
  const say = useWords(shownFileWords)
  const explain = useErrorText()
  const sizeText = useSizes()
  const me = useEngine((state) => state.me?.account)
  const [held, setHeld] = useState<FileHoldings>()
  const [error, setError] = useState<string>()
  const { message, index } = file
  useEffect(() => {
    let isOver = false
    void call('transfers.holders', { message, index }).then((answer) => {
      if (isOver) return
      if (answer.ok) setHeld(answer.value)
      else setError(explain(answer.error.code))
    })
    return () => {
      isOver = true
    }
  }, [message, index, explain])
  const names = held === undefined ? [] : holderNames(held.whole, me, say)
  return (
    <Dialog isOpen width="question" hasClose onClose={onClose} title={say('whoHasIt')} text={held && sentenceOf(held, names, say)}>
      <p className={styles.name}>
        <FileName name={file.view.name} />
      </p>
      {error !== undefined && <p role="alert">{error}</p>}
      {held === undefined && error === undefined && (
        <p role="status" className={styles.looking}>
          <Spinner size={20} />
          {say('looking')}
        </p>
      )}
      {held !== undefined && (
        <ul>
          <li>
            <ListLine
              height={48}
              face={<Disc icon={Monitor} />}
              name={say('thisComputer')}
              text={
                held.here >= held.size
                  ? say('allHere')
                  : held.here === 0
                    ? say('noneHere')
                    : say('partHere', { done: sizeText(held.here), size: sizeText(held.size) })
              }
            />
          </li>
          {held.whole.map((holder) => (
            <li key={holder.device}>
              <ListLine
                height={48}
                face={holder.account === undefined ? <Disc icon={Monitor} /> : <Avatar id={holder.account} name={holder.name} size={36} />}
                name={holderName(holder, me, say)}
                text={say(holder.connected ? 'whole' : 'wholeAway')}
              />
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  )
}
