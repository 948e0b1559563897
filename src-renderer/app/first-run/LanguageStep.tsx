/** Which language; and for those who have been here before, the way back in. */
import { backupWords, firstRunWords, linkingWords } from '../../../shared/i18n/index.ts'
import { Button } from '../../ui/index.ts'
import { chooseLanguageEarly, useLanguage, useWords } from '../words/index.ts'
import styles from './LanguageStep.module.css'
import { toStage } from './stage.ts'
import { Step } from './Step.tsx'

const FORM = 'first-language'

const LANGUAGES = [
  { id: 'ko', name: 'korean' },
  { id: 'en', name: 'english' },
] as const

export function LanguageStep() {
  const say = useWords(firstRunWords)
  const backup = useWords(backupWords)
  const linking = useWords(linkingWords)
  const language = useLanguage()
  return (
    <Step
      step={1}
      title={say('languageTitle')}
      text={say('languageText')}
      acts={
        <>
          <div className={styles.ways}>
            <Button size="large" kind="quiet" onClick={() => toStage('restore')}>
              {say('haveWords')}
            </Button>
            <Button size="large" kind="quiet" onClick={() => toStage('backup')}>
              {backup('haveBackup')}
            </Button>
            <Button size="large" kind="quiet" onClick={() => toStage('link')}>
              {linking('other')}
            </Button>
          </div>
          <Button size="large" kind="main" type="submit" form={FORM}>
            {say('next')}
          </Button>
        </>
      }
    >
      <form
        id={FORM}
        onSubmit={(event) => {
          event.preventDefault()
          toStage('name')
        }}
      >
        <div role="radiogroup" aria-label={say('languageTitle')} className={styles.choices}>
          {LANGUAGES.map(({ id, name }) => (
            <label key={id} className={styles.choice}>
              <input type="radio" name="language" checked={language === id} onChange={() => chooseLanguageEarly(id)} />
              <span lang={id}>{say(name)}</span>
            </label>
          ))}
        </div>
      </form>
    </Step>
  )
}
