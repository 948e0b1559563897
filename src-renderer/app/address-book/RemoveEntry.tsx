/** Taking somebody out of the address book: asked before, because when they were invited cannot be brought back. */
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { bookWords } from '../../../shared/i18n/index.ts'
import type { BookEntry } from '../../../shared/messenger/index.ts'
import { AlertDialog, Icon, Panel, PanelRow, showToast } from '../../ui/index.ts'
import { call } from '../engine/index.ts'
import { go } from '../route/index.ts'
import { useErrorText, useWords } from '../words/index.ts'
import { refreshBook } from './book.ts'

export function RemoveEntry({ entry: { entry, name } }: { readonly entry: BookEntry }) {
  const say = useWords(bookWords)
  const explain = useErrorText()
  const [isAsking, setAsking] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const remove = async () => {
    setBusy(true)
    const answer = await call('book.remove', { entry })
    setBusy(false)
    setAsking(false)
    showToast({ text: answer.ok ? say('removed', { name }) : explain(answer.error.code) })
    if (!answer.ok) return
    go({ page: 'people' }, { replace: true })
    void refreshBook()
  }
  return (
    <>
      <Panel>
        <PanelRow kind="brick" start={<Icon icon={Trash2} />} title={say('remove')} onPress={() => setAsking(true)} />
      </Panel>
      <AlertDialog
        isOpen={isAsking}
        title={say('removeTitle', { name })}
        text={say('removeText')}
        action={say('removeAct')}
        safe={say('keep')}
        busy={isBusy ? say('removing') : undefined}
        onClose={() => setAsking(false)}
        onAction={() => void remove()}
      />
    </>
  )
}
