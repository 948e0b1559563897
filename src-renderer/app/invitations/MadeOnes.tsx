/** What was made, to be handed over: as text, as codes, on paper, or as a table. Each copy is said aloud. */
import { Copy, Download, Printer } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { invitationsWords } from '../../../shared/i18n/index.ts'
import type { BookEntry } from '../../../shared/messenger/index.ts'
import { Button, classNames, Note, Panel, PanelRow, QrPicture, SegmentedTabs, VisuallyHidden } from '../../ui/index.ts'
import { type FileOutcome, saveFile } from '../bundles/index.ts'
import { copyText } from '../invite/index.ts'
import { useDates, useErrorText, useLanguage, useWords } from '../words/index.ts'
import { HOWS } from './how.ts'
import { invitationCsv } from './invitation-csv.ts'
import styles from './InvitationsPage.module.css'
import { type Made, setHow, showMade, useInviting } from './inviting.ts'
import { Part } from './Part.tsx'
import { PER_PAGE, PrintLetters, PrintPreview } from './PrintLetters.tsx'

const SHOWN = 20
const TABS = { link: 'howLink', qr: 'howQr', print: 'howPrint', csv: 'howCsv' } as const

export function MadeOnes({ entries }: { readonly entries: readonly BookEntry[] }) {
  const say = useWords(invitationsWords)
  const dates = useDates()
  const language = useLanguage()
  const { made, how } = useInviting()
  const count = made.length.toLocaleString(language)
  const until = made.at(-1)?.expires
  const top = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // The button that made them stood far below. Browsers give a promise back here, which is no way to end an effect.
    top.current?.scrollIntoView({ block: 'start' })
  }, [])
  return (
    <div ref={top} className={styles.made}>
      <Part title={made.length === 1 ? say('made1') : say('made', { count })}>
        <Partly />
        {until !== undefined && <p className={styles.text}>{say('madeUntil', { date: dates.day(until) })}</p>}
        <SegmentedTabs label={say('how')} value={how} onChange={setHow} tabs={HOWS.map((value) => ({ value, label: say(TABS[value]) }))}>
          <div className={styles.part}>
            {how === 'link' && <Texts made={made} />}
            {how === 'qr' && <Codes made={made} />}
            {how === 'print' && <Paper made={made} />}
            {how === 'csv' && <Table made={made} entries={entries} />}
          </div>
        </SegmentedTabs>
        <div className={styles.acts}>
          <Button onClick={() => showMade(false)}>{say('again')}</Button>
        </div>
      </Part>
    </div>
  )
}

/** Not all that were wanted. */
function Partly() {
  const say = useWords(invitationsWords)
  const explain = useErrorText()
  const outcome = useInviting((inviting) => inviting.outcome)
  if (outcome?.code === undefined) return null
  const { made, wanted, code } = outcome
  return (
    <div role="alert">
      <Note
        tone="lamp"
        text={code === 'TOO_MANY' ? say('partly', { made, wanted }) : say('halted', { made, wanted, why: explain(code) })}
      />
    </div>
  )
}

function Texts({ made }: { readonly made: readonly Made[] }) {
  const say = useWords(invitationsWords)
  const language = useLanguage()
  const [said, setSaid] = useState('')
  const { shown, more } = useMore(made)
  const copy = async (text: string, done: string) => setSaid((await copyText(text)) ? done : say('copyFailed'))
  const all = made.map(({ text }) => text).join('\n\n')
  return (
    <>
      <div className={styles.acts}>
        <Button kind="main" icon={Copy} onClick={() => void copy(all, say('copiedAll', { count: made.length.toLocaleString(language) }))}>
          {say('copyAll')}
        </Button>
        <span role="status" className={styles.line}>
          {said}
        </span>
      </div>
      <Panel>
        {shown.map(({ entry, name, text }) => (
          <PanelRow
            key={entry}
            title={<bdi>{name}</bdi>}
            end={
              <Button
                size="small"
                icon={Copy}
                aria-label={say('copyNamed', { name })}
                onClick={() => void copy(text, say('copiedFor', { name }))}
              >
                {say('copy')}
              </Button>
            }
          >
            <p className={classNames(styles.letter, styles.panelled)}>{text}</p>
          </PanelRow>
        ))}
      </Panel>
      {more}
    </>
  )
}

function Codes({ made }: { readonly made: readonly Made[] }) {
  const say = useWords(invitationsWords)
  const { shown, more } = useMore(made)
  return (
    <>
      <p className={styles.text}>{say('qrNote')}</p>
      <ul className={styles.qrs}>
        {shown.map(({ entry, name, link }) => (
          <li key={entry} className={styles.qr}>
            <QrPicture text={link} label={say('qrOf', { name })} hasMark={false} />
            <bdi>{name}</bdi>
          </li>
        ))}
      </ul>
      {more}
    </>
  )
}

function Paper({ made }: { readonly made: readonly Made[] }) {
  const say = useWords(invitationsWords)
  const pages = Math.ceil(made.length / PER_PAGE)
  return (
    <>
      <p className={styles.text}>{pages === 1 ? say('printNote1') : say('printNote', { pages })}</p>
      <div className={styles.acts}>
        <Button kind="main" icon={Printer} onClick={() => print()}>
          {say('print')}
        </Button>
      </div>
      <PrintPreview made={made.slice(0, PER_PAGE)} />
      <PrintLetters made={made} />
    </>
  )
}

function Table({ made, entries }: { readonly made: readonly Made[]; readonly entries: readonly BookEntry[] }) {
  const say = useWords(invitationsWords)
  const explain = useErrorText()
  const [outcome, setOutcome] = useState<FileOutcome>()
  const save = async () => {
    const known = new Map(entries.map((entry) => [entry.entry, entry]))
    const heads = [say('csvName'), say('csvPhone'), say('csvEmail'), say('csvSentence'), say('csvLink'), say('csvUntil')] as const
    const rows = made.map(({ entry, name, text, link, expires }) => ({
      name,
      phone: known.get(entry)?.phones[0]?.value ?? '',
      email: known.get(entry)?.emails[0]?.value ?? '',
      sentence: text,
      link,
      until: dayOf(expires),
    }))
    setOutcome(await saveFile(`${say('csvFile')}.csv`, new Blob([invitationCsv(heads, rows)], { type: 'text/csv;charset=utf-8' })))
  }
  return (
    <>
      <p className={styles.text}>{say('csvNote')}</p>
      <div className={styles.acts}>
        <Button kind="main" icon={Download} onClick={() => void save()}>
          {say('csvSave')}
        </Button>
        <VisuallyHidden role="status">{outcome === 'saved' || outcome === 'handed' ? say('csvSaved') : ''}</VisuallyHidden>
      </div>
      {outcome === 'failed' && (
        <div role="alert">
          <Note tone="brick" text={explain('FILE_NOT_SAVED')} />
        </div>
      )}
    </>
  )
}

/** As spreadsheets read days, in the time of this place. */
function dayOf(at: number): string {
  const day = new Date(at)
  return [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, '0')).join('-')
}

function useMore(made: readonly Made[]) {
  const say = useWords(invitationsWords)
  const [count, setCount] = useState(SHOWN)
  const beyond = made.length - count
  return {
    shown: made.slice(0, count),
    more: beyond > 0 && (
      <div className={styles.acts}>
        <Button size="small" kind="quiet" onClick={() => setCount(count + SHOWN)}>
          {say('showMore', { count: Math.min(SHOWN, beyond) })}
        </Button>
      </div>
    ),
  }
}
