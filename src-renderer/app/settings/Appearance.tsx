/** Brightness, text size and language; all seen at once, the size on a sample before it is let go. */
import { useState } from 'react'
import { settingsWords } from '../../../shared/i18n/index.ts'
import type { Settings } from '../../../shared/messenger/index.ts'
import { Panel, PanelRow, RadioTiles, Select, Slider } from '../../ui/index.ts'
import { useEngine } from '../engine/index.ts'
import { Titled } from '../house/index.ts'
import { useWords } from '../words/index.ts'
import styles from './Appearance.module.css'
import { useChangeSettings } from './change.ts'
import { TextSample } from './TextSample.tsx'
import { ThemePicture } from './ThemePicture.tsx'

const SIZE = { least: 90, most: 150, step: 10 } as const

export function Appearance() {
  const settings = useEngine((state) => state.settings)
  return settings === undefined ? null : <AppearanceOf settings={settings} />
}

function AppearanceOf({ settings }: { readonly settings: Settings }) {
  const say = useWords(settingsWords)
  const change = useChangeSettings()
  const [size, setSize] = useState(settings.textSize)
  const tile = (value: Settings['theme']) => ({ value, label: say(value), picture: <ThemePicture theme={value} /> })
  return (
    <>
      <Titled title={say('theme')}>
        <RadioTiles
          label={say('theme')}
          value={settings.theme}
          onChange={(theme) => void change({ theme })}
          tiles={[tile('light'), tile('dark'), tile('system')]}
        />
      </Titled>
      <Titled title={say('textSize')}>
        <Panel>
          <div className={styles.size}>
            <span aria-hidden="true" className={styles.small}>
              가
            </span>
            <Slider
              label={say('textSize')}
              value={size}
              min={SIZE.least}
              max={SIZE.most}
              step={SIZE.step}
              valueText={(percent) => say('percent', { percent })}
              onChange={setSize}
              onCommit={(textSize) => void change({ textSize })}
              className={styles.slider}
            />
            <span aria-hidden="true" className={styles.large}>
              가
            </span>
          </div>
          <TextSample scale={size / settings.textSize} />
        </Panel>
      </Titled>
      <Titled title={say('languageAndWriting')}>
        <Panel>
          <PanelRow
            title={say('language')}
            end={
              <Select
                kind="inline"
                label={say('language')}
                value={settings.language}
                onChange={(language) => void change({ language })}
                options={[
                  { value: 'ko', label: say('korean') },
                  { value: 'en', label: say('english') },
                  { value: 'system', label: say('system') },
                ]}
              />
            }
          />
        </Panel>
      </Titled>
    </>
  )
}
