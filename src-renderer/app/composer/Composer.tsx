/**
 * Where one writes (ui.md §6 Composer): several lines, kept as they are typed, an answer or another wording when the timeline says so, and what
 * goes along: files in a tray, a voice note, a card, a place. The field is a plain text area, which every input method knows; names and limits
 * are looked after around it and never while a syllable is being made.
 */
import { ArrowUp } from 'lucide-react'
import { type ClipboardEvent, type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { composerWords, sendingWords } from '../../../shared/i18n/index.ts'
import type { RoomSummary } from '../../../shared/messenger/index.ts'
import { IconButton, useNarrow } from '../../ui/index.ts'
import { useEngine } from '../engine/index.ts'
import { SendCardDialog, SendPlaceDialog } from '../introducing/index.ts'
import { SendingStrip, useSendings } from '../outbox/index.ts'
import { MicrophoneButton, Recorder } from '../recorder/index.ts'
import { useWriting } from '../room/index.ts'
import { focusNewest } from '../timeline/index.ts'
import { AttachMenu, type Given, pastedFiles, trayOf, TrayStrip } from '../tray/index.ts'
import { useWords } from '../words/index.ts'
import styles from './Composer.module.css'
import { editLast } from './edit-last.ts'
import { EmojiButton } from './EmojiButton.tsx'
import { fieldOf } from './fields.ts'
import { insertText } from './insert-text.ts'
import { MentionList } from './MentionList.tsx'
import { MentionMarks } from './MentionMarks.tsx'
import { ModeBar } from './ModeBar.tsx'
import { isComposed, sends } from './send-key.ts'
import { SendNotes } from './SendNotes.tsx'
import { sendTray } from './send-tray.ts'
import { TypingHint } from './TypingHint.tsx'
import { useGrowth } from './use-growth.ts'
import { useKeeping } from './use-keeping.ts'
import { useMentions } from './use-mentions.ts'
import { useVoice } from './use-voice.ts'

export function Composer({ room }: { readonly room: RoomSummary }) {
  return <Opened key={room.room} room={room} />
}

function Opened({ room: summary }: { readonly room: RoomSummary }) {
  const { room, kind, name } = summary
  const say = useWords(composerWords)
  const sayOfFiles = useWords(sendingWords)
  const [field] = useState(() => fieldOf(summary))
  const [tray] = useState(() => trayOf(room))
  const area = useRef<HTMLTextAreaElement>(null)
  const splitButton = useRef<HTMLButtonElement>(null)
  const text = useStore(field.store, (state) => state.text)
  const editing = useStore(field.store, (state) => state.editing)
  const isRestoring = useStore(field.store, (state) => state.isRestoring)
  const hasFiles = useStore(tray.store, (state) => state.items.length > 0)
  const sendings = useSendings(room)
  const enterSends = useEngine(({ settings }) => settings?.enterSends ?? true)
  const tellsTyping = useEngine(({ settings }) => settings?.typing ?? true)
  const { mode, stop } = useWriting(room)
  const [caret, setCaret] = useState(0)
  const [dialog, setDialog] = useState<'card' | 'place'>()
  const mentions = useMentions(field, room, text, caret, area)
  const isNarrow = useNarrow()
  const composing = useKeeping(field, summary, area)
  const focusArea = () => area.current?.focus()
  const voice = useVoice(room, field, tray, focusArea)
  useGrowth(area, text)

  useLayoutEffect(() => field.modeChanged(mode), [field, mode])
  useEffect(() => {
    if (mode.kind === 'new') return
    area.current?.focus()
    area.current?.setSelectionRange(area.current.value.length, area.current.value.length)
  }, [mode])

  const label = kind === 'self' ? say('toSelf') : say(kind === 'direct' ? 'toPerson' : 'toRoom', { name })
  const isEditing = editing !== undefined
  const isEmpty = text.trim() === ''
  const hasNothing = isEmpty && (isEditing || !hasFiles)
  const send = () => {
    const isSent = hasFiles && !isEditing ? sendTray(room, field, tray) : field.send()
    if (!isSent && !isEmpty) splitButton.current?.focus()
  }
  const press = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const { nativeEvent } = event
    if (isComposed(nativeEvent) || mentions.press(event)) return
    const isPlain = !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey
    if (sends(nativeEvent, enterSends)) {
      event.preventDefault()
      send()
    } else if (event.key === 'Escape' && mode.kind !== 'new') {
      event.preventDefault()
      stop()
    } else if (event.key === 'ArrowUp' && isPlain && text === '' && !hasFiles && mode.kind === 'new') {
      event.preventDefault()
      void editLast(room)
    } else if (event.key === 'Tab' && event.shiftKey && !hasFiles && focusNewest()) event.preventDefault()
  }
  const paste = (event: ClipboardEvent) => {
    const files = pastedFiles(event.clipboardData)
    if (files.length === 0 || isEditing) return
    event.preventDefault()
    tray.add(files)
  }
  const attach = (files: Iterable<Given>) => {
    tray.add(files)
    focusArea()
  }

  return (
    <div className={styles.composer} onPaste={paste}>
      <TypingHint room={room} />
      {voice.press !== undefined && <Recorder hold={voice.press.hold} onSend={voice.send} onClose={voice.close} onFiles={attach} />}
      <div className={styles.box} hidden={voice.press !== undefined}>
        <MentionList choice={mentions} />
        <ModeBar mode={mode} onStop={stop} />
        <SendNotes field={field} mode={mode} button={splitButton} onSent={focusArea} />
        {sendings.map((sending) => (
          <SendingStrip key={sending.id} sending={sending} />
        ))}
        <TrayStrip tray={tray} onEmpty={focusArea} />
        <div className={styles.row}>
          <AttachMenu
            onFiles={attach}
            onCard={() => setDialog('card')}
            onPlace={() => setDialog('place')}
            off={isEditing ? sayOfFiles('whileEditing') : undefined}
          />
          <div className={styles.field}>
            <MentionMarks field={field} area={area} />
            <textarea
              ref={area}
              rows={1}
              value={text}
              aria-label={label}
              placeholder={label}
              aria-multiline
              aria-haspopup="listbox"
              aria-autocomplete="list"
              {...mentions.area}
              readOnly={isRestoring}
              spellCheck={false}
              enterKeyHint={enterSends ? 'send' : 'enter'}
              className={styles.area}
              onChange={({ currentTarget: { value, selectionEnd } }) => {
                field.typed(value, selectionEnd, tellsTyping)
                setCaret(selectionEnd)
              }}
              onSelect={({ currentTarget: { selectionStart, selectionEnd } }) =>
                setCaret(selectionStart === selectionEnd ? selectionEnd : -1)
              }
              onKeyDown={press}
              {...composing}
            />
          </div>
          <EmojiButton area={area} onPick={(emoji) => area.current !== null && insertText(area.current, emoji)} />
          {!isEditing && (hasNothing || !isNarrow) && <MicrophoneButton onStart={voice.start} />}
          <IconButton
            icon={ArrowUp}
            kind="main"
            tooltipSide="top"
            label={say(isEditing ? 'save' : 'send')}
            off={hasNothing ? say('nothingToSend') : undefined}
            className={styles.send}
            onClick={() => {
              focusArea()
              send()
            }}
          />
        </div>
      </div>
      {dialog === 'card' && <SendCardDialog room={room} mode={mode} onClose={() => setDialog(undefined)} onSent={stop} />}
      {dialog === 'place' && <SendPlaceDialog room={room} mode={mode} onClose={() => setDialog(undefined)} onSent={stop} />}
    </div>
  )
}
