/** What notifications show; and in our own window, whether Sarangbang waits in the background. */
import { settingsWords } from '../../../shared/i18n/index.ts'
import { platform } from '../../platform/index.ts'
import { Button, Panel, PanelRow, Select, SwitchRow } from '../../ui/index.ts'
import { askForNotices, useNoticePermission } from '../attention/index.ts'
import { useEngine } from '../engine/index.ts'
import { useWords } from '../words/index.ts'
import { useChangeSettings } from './change.ts'

export function Notices() {
  const say = useWords(settingsWords)
  const settings = useEngine((state) => state.settings)
  const change = useChangeSettings()
  if (settings === undefined) return null
  return (
    <Panel>
      <PanelRow
        title={say('noticesTitle')}
        end={
          <Select
            kind="inline"
            label={say('noticesTitle')}
            value={settings.notifications}
            onChange={(notifications) => void change({ notifications })}
            options={[
              { value: 'full', label: say('noticesFull'), text: say('noticesFullText') },
              { value: 'name', label: say('noticesName'), text: say('noticesNameText') },
              { value: 'none', label: say('noticesNone'), text: say('noticesNoneText') },
            ]}
          />
        }
      />
      <BrowserNotices />
      {platform.desktop !== undefined && (
        <SwitchRow
          title={say('background')}
          text={say('backgroundText')}
          isOn={settings.background}
          onChange={(background) => void change({ background })}
        />
      )}
    </Panel>
  )
}

/** A browser wants to be asked first, and is only where somebody presses the button. */
function BrowserNotices() {
  const say = useWords(settingsWords)
  const permission = useNoticePermission()
  if (permission === undefined) return null
  return (
    <PanelRow
      title={say('browserNotices')}
      text={say(BROWSER_TEXTS[permission])}
      end={
        permission === 'default' && (
          <Button size="small" onClick={() => void askForNotices()}>
            {say('browserNoticesAllow')}
          </Button>
        )
      }
    />
  )
}

const BROWSER_TEXTS = {
  default: 'browserNoticesAsk',
  granted: 'browserNoticesOn',
  denied: 'browserNoticesDenied',
} as const satisfies Readonly<Record<NotificationPermission, string>>
