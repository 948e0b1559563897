/** From which day to which; both left empty: all of it. And, where something was brought in, whether that goes along. */
import { takingOutWords } from '../../../shared/i18n/index.ts'
import { Panel, SwitchRow, TextField } from '../../ui/index.ts'
import { useEngine } from '../engine/index.ts'
import { useWords } from '../words/index.ts'
import type { Days, SpanFault } from './span.ts'
import styles from './TakingOut.module.css'

export interface DayFieldsProps {
  readonly days: Days
  readonly fault: SpanFault | undefined
  readonly onChange: (days: Days) => void
  readonly hasImported: boolean
  readonly onImported: (isWanted: boolean) => void
}

export function DayFields({ days, fault, onChange, hasImported, onImported }: DayFieldsProps) {
  const say = useWords(takingOutWords)
  const isAsked = useEngine(({ archives }) => (archives?.length ?? 0) > 0)
  return (
    <>
      <div className={styles.days}>
        <TextField
          type="date"
          label={say('from')}
          hint={say('spanHint')}
          value={days.from}
          onChange={({ currentTarget }) => onChange({ ...days, from: currentTarget.value })}
        />
        <TextField
          type="date"
          label={say('until')}
          value={days.until}
          error={fault === undefined ? undefined : say(fault === 'spanWrong' ? 'spanWrong' : 'dayWrong')}
          onChange={({ currentTarget }) => onChange({ ...days, until: currentTarget.value })}
        />
      </div>
      {isAsked && (
        <Panel>
          <SwitchRow title={say('imported')} text={say('importedText')} isOn={hasImported} onChange={onImported} />
        </Panel>
      )}
    </>
  )
}
