/** The picker itself: the field, what was used last, the list, and the tone of skin. Arrows walk the list while the focus stays in the field. */
import { EmojiPicker as Parts, type EmojiData, type EmojiPickerListComponents, type SkinTone } from 'frimousse'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { emojiWords } from '../../../shared/i18n/index.ts'
import { Button, classNames, SearchField, useNarrow } from '../../ui/index.ts'
import { useLanguage, useWords } from '../words/index.ts'
import { type Chosen, loadChosen, saveChosen, withRecent } from './chosen.ts'
import { emojisIn, GROUPS, isFoundIn, TONES } from './data.ts'
import styles from './EmojiPanel.module.css'
import { searchTextOf } from './search-text.ts'

export interface EmojiPanelProps {
  readonly onPick: (emoji: string) => void
  readonly onClose: () => void
}

const COLUMNS = { wide: 9, narrow: 8 } as const

export function EmojiPanel({ onPick, onClose }: EmojiPanelProps) {
  const say = useWords(emojiWords)
  const language = useLanguage()
  const columns = COLUMNS[useNarrow() ? 'narrow' : 'wide']
  const [emojis, setEmojis] = useState<EmojiData['emojis'] | 'failed'>()
  const [tries, setTries] = useState(0)
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState<Chosen>(loadChosen)
  const field = useRef<HTMLInputElement>(null)

  useEffect(() => {
    let isCurrent = true
    emojisIn(language).then(
      (read) => isCurrent && setEmojis([...read]),
      () => isCurrent && setEmojis('failed'),
    )
    return () => {
      isCurrent = false
    }
  }, [language, tries])
  useEffect(() => {
    field.current?.focus()
  }, [emojis])

  const pick = (emoji: string) => {
    const next = withRecent(chosen, emoji)
    setChosen(next)
    saveChosen(next)
    // Opened again before it has faded away, it begins anew.
    setTyped('')
    onPick(emoji)
  }
  const choose = (tone: SkinTone) => {
    const next = { ...chosen, tone }
    setChosen(next)
    saveChosen(next)
  }
  /** Enter that ends a syllable picks nothing. */
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) event.stopPropagation()
    else if (event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      onClose()
    }
  }

  if (emojis === undefined) return null
  if (emojis === 'failed') {
    return (
      <div className={styles.failed}>
        <p>{say('failed')}</p>
        <Button onClick={() => setTries(tries + 1)}>{say('again')}</Button>
      </div>
    )
  }
  const data: EmojiData = {
    locale: language,
    emojis,
    categories: GROUPS.map(([index, word]) => ({ index, label: say(word) })),
    skinTones: { light: '', 'medium-light': '', medium: '', 'medium-dark': '', dark: '' },
  }
  const wanted = searchTextOf(typed, (text) => isFoundIn(emojis, text))
  return (
    <Parts.Root
      key={language}
      className={styles.root}
      columns={columns}
      skinTone={chosen.tone}
      locale={language}
      resolveEmojiData={() => data}
      onEmojiSelect={({ emoji }) => pick(emoji)}
      onKeyDown={press}
    >
      <div className={styles.head}>
        <SearchField {...WALKS} ref={field} label={say('search')} value={typed} onChange={setTyped} />
      </div>
      <Parts.Search value={wanted} readOnly hidden tabIndex={-1} aria-hidden="true" aria-label={say('search')} />
      {typed === '' && chosen.recent.length > 0 && <Recent emojis={chosen.recent.slice(0, columns)} onPick={pick} />}
      <Parts.Viewport className={styles.viewport}>
        <Parts.Empty className={styles.none}>{say('none', { text: typed })}</Parts.Empty>
        <Parts.List className={styles.list} components={LIST} aria-label={say('title')} />
      </Parts.Viewport>
      <Tones chosen={chosen.tone} onChoose={choose} />
    </Parts.Root>
  )
}

/** By this the list knows the field whose arrows walk it. What is looked for is not always what stands in it (search-text.ts). */
const WALKS = { 'frimousse-search': '' }

const LIST: EmojiPickerListComponents = {
  CategoryHeader: ({ category, ...rest }) => (
    <div {...rest} className={styles.category}>
      {category.label}
    </div>
  ),
  // Rows and columns are counted from one.
  Row: ({ children, 'aria-rowindex': index, ...rest }) => (
    <div {...rest} {...(index !== undefined && { 'aria-rowindex': index + 1 })} className={styles.row}>
      {children}
    </div>
  ),
  Emoji: ({ emoji, 'aria-colindex': index, ...rest }) => (
    <button
      type="button"
      {...rest}
      {...(index !== undefined && { 'aria-colindex': index + 1 })}
      title={emoji.label}
      className={styles.emoji}
    >
      {emoji.emoji}
    </button>
  ),
}

function Recent({ emojis, onPick }: { readonly emojis: readonly string[]; readonly onPick: (emoji: string) => void }) {
  const say = useWords(emojiWords)
  return (
    <div role="group" aria-label={say('recent')} className={styles.recent}>
      <p aria-hidden="true" className={styles.category}>
        {say('recent')}
      </p>
      <div className={styles.row}>
        {emojis.map((emoji) => (
          <button key={emoji} type="button" className={styles.emoji} onClick={() => onPick(emoji)}>
            {emoji}
          </button>
        ))}
      </div>
    </div>
  )
}

const TONE_WORDS = {
  none: 'toneNone',
  light: 'toneLight',
  'medium-light': 'toneMediumLight',
  medium: 'toneMedium',
  'medium-dark': 'toneMediumDark',
  dark: 'toneDark',
} as const satisfies Readonly<Record<SkinTone, keyof typeof emojiWords>>
const HANDS = { none: '✋', light: '✋🏻', 'medium-light': '✋🏼', medium: '✋🏽', 'medium-dark': '✋🏾', dark: '✋🏿' } as const

function Tones({ chosen, onChoose }: { readonly chosen: SkinTone; readonly onChoose: (tone: SkinTone) => void }) {
  const say = useWords(emojiWords)
  return (
    <div role="group" aria-label={say('skinTone')} className={styles.tones}>
      <span aria-hidden="true" className={styles.tonesLabel}>
        {say('skinTone')}
      </span>
      {(['none', ...TONES] as const).map((tone) => (
        <button
          key={tone}
          type="button"
          aria-pressed={tone === chosen}
          aria-label={say(TONE_WORDS[tone])}
          className={classNames(styles.tone, tone === chosen && styles.isOn)}
          onClick={() => onChoose(tone)}
        >
          {HANDS[tone]}
        </button>
      ))}
    </div>
  )
}
