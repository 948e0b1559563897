/**
 * Linking two computers, on either side: a code to show and a field for the other's, six digits, and how it ended. What is shown follows the
 * engine's view of the attempt, so both screens tell the same story. Neither answer is chosen beforehand.
 */
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { linkingWords } from '../../../shared/i18n/index.ts'
import type { LinkingView } from '../../../shared/messenger/index.ts'
import type { Answer } from '../../../shared/rpc/index.ts'
import { Button, DigitTiles, QrPicture, Sentences, showToast, Spinner, TextField } from '../../ui/index.ts'
import { useErrorText, useWords } from '../words/index.ts'
import styles from './Linking.module.css'

/** How one of the two computers says and hears it: the empty one through its house, the other through its engine. */
export interface LinkingActs {
  show(): Promise<Answer<LinkingView>>
  take(link: string): Promise<Answer<LinkingView>>
  confirm(same: boolean): Promise<Answer<LinkingView>>
}

interface LinkingStageProps {
  readonly view: LinkingView | undefined
  readonly acts: LinkingActs
  /** What to do on the other computer. */
  readonly text: string
}

export function LinkingStage({ view, acts, text }: LinkingStageProps) {
  switch (view?.state) {
    case undefined:
    case 'waiting':
      return view?.role === 'takes' ? <Connecting /> : <Codes view={view} acts={acts} text={text} />
    case 'comparing':
      return <Compare view={view} acts={acts} />
    case 'agreed':
      return <Moving />
    case 'done':
      return <Done />
    case 'ended':
      return <Ended view={view} acts={acts} />
  }
}

function Codes({ view, acts, text }: LinkingStageProps) {
  const say = useWords(linkingWords)
  const explain = useErrorText()
  const [typed, setTyped] = useState('')
  const [error, setError] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  // A code is there from the first moment on: most will use it.
  useEffect(() => {
    if (view === undefined) void acts.show().then((shown) => (shown.ok ? undefined : setError(explain(shown.error.code))))
    // Once, when this is opened.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [])
  const take = async (event: FormEvent) => {
    event.preventDefault()
    if (isBusy || typed.trim() === '') return
    setBusy(true)
    const taken = await acts.take(typed)
    setBusy(false)
    if (!taken.ok) setError(explain(taken.error.code))
  }
  const copy = async (link: string) => {
    await navigator.clipboard.writeText(link)
    showToast({ text: say('copied') })
  }
  return (
    <div className={styles.codes}>
      <p className={styles.text}>
        <Sentences text={text} />
      </p>
      <section className={styles.code} aria-label={say('showTitle')}>
        <h2 className={styles.small}>{say('showTitle')}</h2>
        {view?.link === undefined ? (
          <p className={styles.text}>
            <Spinner /> {say('makingCode')}
          </p>
        ) : (
          <>
            <QrPicture text={view.link} label={say('qr')} className={styles.qr} />
            <Button onClick={() => void copy(view.link ?? '')}>{say('copy')}</Button>
          </>
        )}
      </section>
      <form className={styles.take} onSubmit={(event) => void take(event)}>
        <TextField
          label={say('takeLabel')}
          error={error}
          value={typed}
          onChange={({ currentTarget }) => {
            setTyped(currentTarget.value)
            setError(undefined)
          }}
        />
        <Button type="submit" busy={isBusy ? say('connecting') : undefined}>
          {say('take')}
        </Button>
      </form>
    </div>
  )
}

/** What had the focus is gone with the stage before; here it is read, and neither answer is one key away. */
function StageTitle({ children }: { readonly children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <h2 ref={heading} tabIndex={-1} className={styles.title}>
      {children}
    </h2>
  )
}

function Connecting() {
  const say = useWords(linkingWords)
  return (
    <div className={styles.middle}>
      <Spinner />
      <StageTitle>{say('connecting')}</StageTitle>
      <p className={styles.text}>{say('connectingText')}</p>
    </div>
  )
}

function Compare({ view, acts }: { readonly view: LinkingView; readonly acts: LinkingActs }) {
  const say = useWords(linkingWords)
  const explain = useErrorText()
  const name = view.name ?? say('otherComputer')
  const answer = async (same: boolean) => {
    const said = await acts.confirm(same)
    if (!said.ok) showToast({ text: explain(said.error.code) })
  }
  return (
    <div className={styles.middle}>
      <StageTitle key={String(view.hasConfirmed)}>{say(view.hasConfirmed ? 'otherTurn' : 'question', { name })}</StageTitle>
      <p className={styles.text}>
        <Sentences text={say('questionText')} />
      </p>
      <DigitTiles digits={view.digits ?? ''} className={styles.digits} />
      {!view.hasConfirmed && (
        <div className={styles.acts}>
          <Button size="large" onClick={() => void answer(false)}>
            {say('different')}
          </Button>
          <Button size="large" kind="main" onClick={() => void answer(true)}>
            {say('same')}
          </Button>
        </div>
      )}
    </div>
  )
}

function Moving() {
  const say = useWords(linkingWords)
  return (
    <div className={styles.middle}>
      <Spinner />
      <StageTitle>{say('moving')}</StageTitle>
    </div>
  )
}

function Done() {
  const say = useWords(linkingWords)
  return (
    <div className={styles.middle}>
      <StageTitle>{say('done')}</StageTitle>
      <p className={styles.text}>
        <Sentences text={say('doneText')} />
      </p>
    </div>
  )
}

function Ended({ view, acts }: { readonly view: LinkingView; readonly acts: LinkingActs }) {
  const say = useWords(linkingWords)
  const explain = useErrorText()
  return (
    <div className={styles.middle}>
      <StageTitle>{say('ended')}</StageTitle>
      <p className={styles.text}>
        <Sentences text={explain(view.code ?? 'LINK_FAILED')} />
      </p>
      <Button size="large" kind="main" onClick={() => void acts.show()}>
        {say('again')}
      </Button>
    </div>
  )
}
