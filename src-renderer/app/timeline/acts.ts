/**
 * What one can do with messages. Each act shows at once where it can and says so when it failed; what is deleted for oneself can be brought
 * back from the toast.
 */
import { contentLine, type Language } from '../../../shared/i18n/index.ts'
import type { MessageView } from '../../../shared/messenger/index.ts'
import { showToast } from '../../ui/index.ts'
import { type FileActs, filesOf } from '../attachments/index.ts'
import { call } from '../engine/index.ts'
import type { Say } from './fate.ts'
import { forgetMessages } from './forget.ts'
import { wholeText } from './whole-text.ts'
import { messageIdOf } from './window.ts'

export interface MessageActs {
  react(message: MessageView, emoji: string): void
  pin(message: MessageView): void
  copy(messages: readonly MessageView[]): void
  copyText(text: string): void
  /** For this person only. */
  forget(messages: readonly MessageView[]): void
  /** True when it is done. */
  deleteForAll(message: MessageView): Promise<boolean>
}

export interface ActWords {
  readonly say: Say
  readonly explain: (code: string) => string
  readonly language: Language
  readonly files: Pick<FileActs, 'copy'>
}

export function messageActs({ say, explain, language, files }: ActWords): MessageActs {
  const failed = (code: string) => showToast({ text: explain(code) })

  async function copyText(text: string, done: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text)
      showToast({ text: done })
    } catch {
      showToast({ text: say('notCopied') })
    }
  }

  return {
    react(message, emoji) {
      const id = messageIdOf(message)
      const isMine = message.reactions.some((reaction) => reaction.emoji === emoji && reaction.mine)
      if (id !== undefined)
        void call('messages.react', { message: id, emoji, on: !isMine }).then((answer) => !answer.ok && failed(answer.error.code))
    },
    pin(message) {
      const id = messageIdOf(message)
      if (id !== undefined)
        void call('messages.pin', { message: id, on: !message.pinned }).then((answer) => !answer.ok && failed(answer.error.code))
    },
    copy(messages) {
      const picture = messages.length === 1 ? onlyPicture(messages[0]) : undefined
      if (picture !== undefined) return files.copy(picture)
      void Promise.all(messages.map(wholly)).then((whole) => {
        const texts = whole.flatMap((message) => contentLine(message, language) ?? [])
        if (texts.length === 0) return undefined
        const done = texts.length === 1 ? say('copied') : say('copiedSeveral', { count: texts.length })
        return copyText(texts.length === 1 ? (texts[0] ?? '') : conversation(whole, say, language), done)
      })
    },
    copyText: (text) => void copyText(text, say('copied')),
    forget(messages) {
      const ids = messages.flatMap((message) => messageIdOf(message) ?? [])
      void forgetMessages(ids, { say, explain })
    },
    async deleteForAll(message) {
      const id = messageIdOf(message)
      if (id === undefined) return false
      const answer = await call('messages.delete', { message: id })
      if (!answer.ok) failed(answer.error.code)
      return answer.ok
    },
  }
}

/** One picture and no words: the picture is what is meant. */
function onlyPicture(message: MessageView | undefined) {
  const [file, ...more] = message === undefined || message.text !== '' ? [] : filesOf(message)
  return file?.view.sort === 'photo' && more.length === 0 ? file : undefined
}

/** A page has the beginning of a long text of another messenger only. */
async function wholly(message: MessageView): Promise<MessageView> {
  const id = message.imported?.isLong === true ? messageIdOf(message) : undefined
  return id === undefined ? message : { ...message, text: (await wholeText(id)) ?? message.text }
}

/** Several messages as text: who said what, a line each. */
function conversation(messages: readonly MessageView[], say: Say, language: Language): string {
  return messages
    .flatMap((message) => {
      const text = contentLine(message, language)
      return text === undefined ? [] : [say('said', { name: message.author.name, text })]
    })
    .join('\n')
}
