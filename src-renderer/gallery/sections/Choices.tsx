/** Switches in their rows, tiles, a slider, a select and views side by side. */
import { Bell, ChevronRight, Monitor, Moon, Sun } from 'lucide-react'
import { useState } from 'react'
import { Icon, Panel, PanelRow, ProgressBar, RadioTiles, SegmentedTabs, Select, Slider, SwitchRow } from '../../ui/index.ts'
import { useGalleryWords } from '../gallery-words.ts'
import styles from './sections.module.css'

type Theme = 'light' | 'dark' | 'system'
type Until = 'day' | 'week' | 'ever'
type View = 'all' | 'unread'

export function Choices() {
  const say = useGalleryWords()
  const [isTyping, setTyping] = useState(true)
  const [theme, setTheme] = useState<Theme>('light')
  const [until, setUntil] = useState<Until>('week')
  const [size, setSize] = useState(110)
  const [view, setView] = useState<View>('all')
  return (
    <div className={styles.wide}>
      <Panel>
        <SwitchRow title={say('typingShown')} text={say('typingText')} isOn={isTyping} onChange={setTyping} />
        <SwitchRow title={say('background')} isOn={false} onChange={() => undefined} off={say('backgroundOff')} />
        <PanelRow
          title={say('until')}
          end={
            <Select<Until>
              label={say('until')}
              kind="inline"
              value={until}
              onChange={setUntil}
              options={[
                { value: 'day', label: say('untilDay') },
                { value: 'week', label: say('untilWeek') },
                { value: 'ever', label: say('untilEver'), text: say('untilEverText') },
              ]}
            />
          }
        />
        <PanelRow
          start={<Icon icon={Bell} />}
          title={say('notify')}
          text={say('notifyMentions')}
          end={<Icon icon={ChevronRight} size={16} />}
          onPress={() => undefined}
        />
        <PanelRow kind="brick" title={say('deleteForAll')} onPress={() => undefined} />
      </Panel>
      <RadioTiles<Theme>
        label={say('theme')}
        value={theme}
        onChange={setTheme}
        tiles={[
          { value: 'light', label: say('light'), picture: <Centred icon={Sun} /> },
          { value: 'dark', label: say('dark'), picture: <Centred icon={Moon} /> },
          { value: 'system', label: say('system'), picture: <Centred icon={Monitor} /> },
        ]}
      />
      <Slider label={say('textSize')} value={size} min={90} max={150} step={10} valueText={(at) => `${at}%`} onChange={setSize} />
      <SegmentedTabs<View>
        label={say('view')}
        value={view}
        onChange={setView}
        tabs={[
          { value: 'all', label: say('all') },
          { value: 'unread', label: say('unread') },
        ]}
      >
        <p className={styles.sheetText}>{say(view === 'all' ? 'allShown' : 'unreadShown')}</p>
      </SegmentedTabs>
      <ProgressBar value={0.62} />
    </div>
  )
}

function Centred({ icon }: { readonly icon: typeof Sun }) {
  return (
    <span className={styles.target}>
      <Icon icon={icon} />
    </span>
  )
}
