/** How writing works, and what others learn of it. */
import { settingsWords } from '../../../shared/i18n/index.ts'
import { Panel, SwitchRow } from '../../ui/index.ts'
import { useEngine } from '../engine/index.ts'
import { useWords } from '../words/index.ts'
import { useChangeSettings } from './change.ts'

export function Talk() {
  const say = useWords(settingsWords)
  const settings = useEngine((state) => state.settings)
  const change = useChangeSettings()
  if (settings === undefined) return null
  return (
    <Panel>
      <SwitchRow
        title={say('enterSends')}
        text={say(settings.enterSends ? 'enterSendsText' : 'enterBreaks')}
        isOn={settings.enterSends}
        onChange={(enterSends) => void change({ enterSends })}
      />
      <SwitchRow title={say('typing')} text={say('typingText')} isOn={settings.typing} onChange={(typing) => void change({ typing })} />
      <SwitchRow
        title={say('receipts')}
        text={say('receiptsText')}
        isOn={settings.readReceipts}
        onChange={(readReceipts) => void change({ readReceipts })}
      />
    </Panel>
  )
}
