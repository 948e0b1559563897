/** What keeps people from being reached, in plain words: the worst first, what is well stays visible, quieter (ui.md §6, Reach page). */
import { CircleCheck, CircleDashed, Search } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { Check } from '../../../shared/doctor/index.ts'
import { doctorWords } from '../../../shared/i18n/index.ts'
import { Button, Icon, Note, Panel, PanelRow, SectionLabel, Spinner, VisuallyHidden } from '../../ui/index.ts'
import { useDates, useErrorText, useWords } from '../words/index.ts'
import { CopyReport } from './CopyReport.tsx'
import styles from './Doctor.module.css'
import { FindingCard } from './FindingCard.tsx'
import { PortalChoice } from './PortalChoice.tsx'
import type { CheckState, DoctorView } from './use-doctor.ts'

export interface DoctorProps {
  readonly doctor: DoctorView
  /** Somebody came here to be told why. */
  readonly isWanted: boolean
}

export function Doctor({ doctor: { state, look }, isWanted }: DoctorProps) {
  const say = useWords(doctorWords)
  const explain = useErrorText()
  const dates = useDates()
  const head = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isWanted) head.current?.focus()
  }, [isWanted])
  const isLooking = state.phase === 'looking'
  return (
    <section aria-busy={isLooking}>
      <div ref={head} tabIndex={-1} className={styles.head}>
        <SectionLabel size="page" level={2} beside={state.phase === 'done' ? dates.inList(state.report.at) : undefined}>
          {say(isLooking ? 'looking' : 'results')}
        </SectionLabel>
      </div>
      {state.phase === 'looking' && <Checks checks={state.checks} />}
      {state.phase === 'failed' && <Note tone="lamp" title={say('failed')} text={explain(state.code)} />}
      {state.phase === 'done' && (
        <Panel>
          <ul>
            {state.report.findings.map((finding) => (
              <FindingCard key={finding.code} finding={finding} />
            ))}
          </ul>
        </Panel>
      )}
      {/* Stay while it looks: who pressed one keeps the focus. */}
      <div className={styles.acts}>
        <Button size="small" busy={isLooking && state.further === undefined ? say('busy') : undefined} onClick={() => look()}>
          {say('again')}
        </Button>
        <Button
          size="small"
          icon={Search}
          busy={isLooking && state.further === 'subnet' ? say('busy') : undefined}
          aria-description={say('furtherText')}
          onClick={() => look('subnet')}
        >
          {say('further')}
        </Button>
      </div>
      {state.phase === 'done' && <CopyReport report={state.report} />}
      <PortalChoice isAsking={isLooking && state.further === 'portal'} onAsk={() => look('portal')} />
      <VisuallyHidden role="status">{state.phase === 'done' ? summed(state.report.findings, say) : ''}</VisuallyHidden>
    </section>
  )
}

function Checks({ checks }: { readonly checks: readonly (readonly [Check, CheckState])[] }) {
  const say = useWords(doctorWords)
  return (
    <Panel>
      <ul>
        {checks.map(([check, state]) => (
          <li key={check}>
            <PanelRow
              start={
                state === 'running' ? (
                  <Spinner size={20} />
                ) : (
                  <Icon icon={state === 'done' ? CircleCheck : CircleDashed} className={state === 'done' ? styles.well : styles.quiet} />
                )
              }
              title={say(check)}
              end={state === 'done' ? <VisuallyHidden>{say('checkDone')}</VisuallyHidden> : undefined}
            />
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function summed(findings: readonly { readonly severity: string }[], say: ReturnType<typeof useWords<typeof doctorWords>>): string {
  const count = findings.filter(({ severity }) => severity === 'problem').length
  return count === 0 ? say('saidWell') : count === 1 ? say('saidIll1') : say('saidIll', { count })
}
