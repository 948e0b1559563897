/** Whom, with which words, and how it is handed over; one press makes them all. */
import { invitationsWords, type Language } from '../../../shared/i18n/index.ts'
import type { BookEntry, InviteHow } from '../../../shared/messenger/index.ts'
import { Button, Note, RadioTiles, Select, TextArea } from '../../ui/index.ts'
import { useEngine } from '../engine/index.ts'
import { useErrorText, useLanguage, useWords } from '../words/index.ts'
import { ChoosePeople } from './ChoosePeople.tsx'
import { HOWS } from './how.ts'
import styles from './InvitationsPage.module.css'
import { make, setHow, setLanguage, setTemplate, showMade, templateOf, useInviting } from './inviting.ts'
import { hasLinkPlace, letterOf, placesIn, TEMPLATE_CHARACTERS } from './letters.ts'
import { Part } from './Part.tsx'
import { invitable } from './selection.ts'

const HOW_WORDS = { link: 'howLink', qr: 'howQr', print: 'howPrint', csv: 'howCsv' } as const satisfies Readonly<
  Record<InviteHow, keyof typeof invitationsWords>
>

export function Choosing({ entries, batch }: { readonly entries: readonly BookEntry[]; readonly batch: number | undefined }) {
  const say = useWords(invitationsWords)
  const spoken = useLanguage()
  const { chosen, how, isMaking, language = spoken, made } = useInviting()
  const wanted = invitable(entries, chosen)
  const count = wanted.length.toLocaleString(spoken)
  return (
    <>
      <Part title={say('who')}>
        <p className={styles.text}>{say('intro')}</p>
        <ChoosePeople entries={entries} chosen={chosen} batch={batch} />
      </Part>
      <Sentence language={language} first={entries.find(({ entry }) => entry === wanted[0])?.name} />
      <Part title={say('how')}>
        <RadioTiles
          label={say('how')}
          value={how}
          onChange={setHow}
          tiles={HOWS.map((value) => ({ value, label: say(HOW_WORDS[value]) }))}
        />
        <Halted />
        <div className={styles.acts}>
          <Button
            kind="main"
            off={wanted.length === 0 ? say('chooseFirst') : undefined}
            busy={isMaking ? say('making') : undefined}
            onClick={() => void make(entries, language)}
          >
            {wanted.length === 0 ? say('make') : wanted.length === 1 ? say('makeCount1') : say('makeCount', { count })}
          </Button>
          {made.length > 0 && (
            <Button onClick={() => showMade(true)}>{say('backToMade', { count: made.length.toLocaleString(spoken) })}</Button>
          )}
        </div>
      </Part>
    </>
  )
}

interface SentenceProps {
  readonly language: Language
  /** For whom the example is. */
  readonly first: string | undefined
}

function Sentence({ language, first }: SentenceProps) {
  const say = useWords(invitationsWords)
  const me = useEngine((state) => state.me?.name) ?? ''
  const templates = useInviting((inviting) => inviting.templates)
  const template = templateOf({ templates }, language)
  const places = placesIn(language)
  const isOwn = templates[language] !== undefined
  return (
    <Part title={say('words')}>
      <Select
        label={say('language')}
        value={language}
        onChange={setLanguage}
        options={[
          { value: 'ko', label: say('korean') },
          { value: 'en', label: say('english') },
        ]}
      />
      <TextArea
        rows={4}
        label={say('sentence')}
        lang={language}
        hint={hasLinkPlace(template) ? say('sentenceHint', { ...places }) : say('noLinkHint', { link: places.link })}
        value={template}
        maxLength={TEMPLATE_CHARACTERS}
        onChange={({ currentTarget }) => setTemplate(language, currentTarget.value)}
      />
      {isOwn && (
        <div className={styles.acts}>
          <Button size="small" kind="quiet" onClick={() => setTemplate(language, undefined)}>
            {say('usual')}
          </Button>
        </div>
      )}
      {first !== undefined && (
        <div className={styles.example}>
          <span className={styles.line}>{say('example', { name: first })}</span>
          <span className={styles.letter} lang={language}>
            {letterOf(template, { name: first, me, link: 'sarangbang://add#…' })}
          </span>
        </div>
      )}
    </Part>
  )
}

/** Nothing could be made at all. */
function Halted() {
  const say = useWords(invitationsWords)
  const explain = useErrorText()
  const outcome = useInviting((inviting) => inviting.outcome)
  if (outcome?.code === undefined || outcome.made > 0) return null
  return (
    <div role="alert">
      <Note tone="lamp" text={outcome.code === 'TOO_MANY' ? say('noneMade') : explain(outcome.code)} />
    </div>
  )
}
