/** All sections on one page, beneath the switches that change the whole of it. */
import { useState } from 'react'
import type { Language } from '../../shared/i18n/index.ts'
import { chooseLanguageEarly } from '../app/index.ts'
import { Select, Slider } from '../ui/index.ts'
import { useDocumentLanguage, useGalleryWords } from './gallery-words.ts'
import { SECTIONS } from './sections/index.ts'
import styles from './Gallery.module.css'

type Theme = 'light' | 'dark' | 'system'

export function Gallery() {
  const say = useGalleryWords()
  return (
    <>
      <header className={styles.head}>
        <h1 className={styles.title}>{say('title')}</h1>
        <Switches />
      </header>
      <main className={styles.sheet}>
        {SECTIONS.map(({ name, Section }) => (
          <section key={name} id={name} className={styles.section} aria-labelledby={`${name}-title`}>
            <h2 id={`${name}-title`} className={styles.name}>
              {say(name)}
            </h2>
            <Section />
          </section>
        ))}
      </main>
    </>
  )
}

function Switches() {
  const say = useGalleryWords()
  const language = useDocumentLanguage()
  const [theme, setTheme] = useState<Theme>(themeOfDocument)
  const [size, setSize] = useState(100)
  const root = document.documentElement
  const chooseTheme = (wanted: Theme) => {
    if (wanted === 'system') delete root.dataset.theme
    else root.dataset.theme = wanted
    setTheme(wanted)
  }
  const chooseSize = (percent: number) => {
    root.style.fontSize = `${percent}%`
    setSize(percent)
  }
  return (
    <div className={styles.switches}>
      <Select<Theme>
        label={say('theme')}
        kind="inline"
        value={theme}
        onChange={chooseTheme}
        options={[
          { value: 'light', label: say('light') },
          { value: 'dark', label: say('dark') },
          { value: 'system', label: say('system') },
        ]}
      />
      <Select<Language>
        label={say('language')}
        kind="inline"
        value={language}
        onChange={(wanted) => {
          root.lang = wanted
          // Parts of the app have the language of the app.
          chooseLanguageEarly(wanted)
        }}
        options={[
          { value: 'ko', label: '한국어' },
          { value: 'en', label: 'English' },
        ]}
      />
      <Slider label={say('textSize')} value={size} min={90} max={150} step={10} valueText={(at) => `${at}%`} onChange={chooseSize} />
    </div>
  )
}

function themeOfDocument(): Theme {
  const { theme } = document.documentElement.dataset
  return theme === 'light' || theme === 'dark' ? theme : 'system'
}
