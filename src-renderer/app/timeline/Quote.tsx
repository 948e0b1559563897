/** What a message answers: who said it and one line of it. It takes its place before it is known, so that nothing moves when it comes. */
import { importedWords, timelineWords } from '../../../shared/i18n/index.ts'
import { type MessageId, parseId } from '../../../shared/ids/index.ts'
import type { MessageView } from '../../../shared/messenger/index.ts'
import { showToast } from '../../ui/index.ts'
import { useLanguage, useWords } from '../words/index.ts'
import { useFeed, useFrame } from './context.ts'
import { importedPreview } from './imported-look.ts'
import styles from './Quote.module.css'
import { previewOf, tinyPictureOf } from './preview.ts'

export function Quote({ of, isActive }: { readonly of: MessageId; readonly isActive: boolean }) {
  const say = useWords(timelineWords)
  const sayImported = useWords(importedWords)
  const language = useLanguage()
  const { feed, me } = useFrame()
  const quoted = useFeed((state) => quotedIn(state.window.messages, of) ?? state.quoted.get(of))
  const jump = () => {
    const id = parseId('message', of)
    if (id !== undefined) void feed.jumpTo(id).then((isThere) => !isThere && showToast({ text: say('quoteGone') }))
  }
  const line = (message: MessageView) =>
    message.imported === undefined ? previewOf(message, say, language) : importedPreview(message, message.imported, sayImported)
  const name = quoted?.author.account === me ? say('me') : (quoted?.author.name ?? '')
  const tiny = quoted === null || quoted === undefined ? undefined : tinyPictureOf(quoted)
  return (
    <button type="button" className={styles.quote} tabIndex={isActive ? 0 : -1} title={say('quoteGo')} onClick={jump}>
      {tiny !== undefined && <img src={tiny} alt="" draggable={false} className={styles.tiny} />}
      <b dir="auto">{quoted === null ? ' ' : name || ' '}</b>
      <span className={styles.line}>{quoted === null ? say('quoteGone') : quoted === undefined ? ' ' : line(quoted)}</span>
    </button>
  )
}

/** Few messages answer another, so looking through what is held is cheap enough. */
function quotedIn(messages: readonly MessageView[], id: MessageId): MessageView | undefined {
  return messages.find((message) => message.id === id)
}
