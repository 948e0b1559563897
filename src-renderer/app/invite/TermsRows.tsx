/** Who, how many, until when: rows with a choice at the end. */
import type { ReactNode } from 'react'
import { inviteWords } from '../../../shared/i18n/index.ts'
import { Select } from '../../ui/index.ts'
import { useDates, useWords } from '../words/index.ts'
import styles from './TermsRows.module.css'
import { termMs, type Terms, termsFor, USES } from './terms.ts'

export interface TermsRowsProps {
  readonly isRoom: boolean
  readonly terms: Terms
  readonly onChange: (terms: Terms) => void
}

export function TermsRows({ isRoom, terms, onChange }: TermsRowsProps) {
  const say = useWords(inviteWords)
  const dates = useDates()
  const now = Date.now()
  return (
    <div>
      {isRoom && (
        <>
          <Row label={say('who')}>
            <Select
              kind="inline"
              label={say('who')}
              value={terms.door}
              onChange={(door) => onChange({ ...terms, door })}
              options={[
                { value: 'anyone', label: say('whoAnyone'), text: say('whoAnyoneText') },
                { value: 'asked', label: say('whoAsked'), text: say('whoAskedText') },
              ]}
            />
          </Row>
          <Row label={say('role')}>
            <Select
              kind="inline"
              label={say('role')}
              value={terms.role}
              onChange={(role) => onChange({ ...terms, role })}
              options={[
                { value: 'member', label: say('roleMember') },
                { value: 'reader', label: say('roleReader') },
              ]}
            />
          </Row>
          <Row label={say('uses')}>
            <Select
              kind="inline"
              label={say('uses')}
              value={terms.uses}
              onChange={(uses) => onChange({ ...terms, uses })}
              options={USES.map((uses) => ({ value: uses, label: uses === '1' ? say('person') : say('people', { count: uses }) }))}
            />
          </Row>
        </>
      )}
      {!isRoom && (
        <Row label={say('usesPerson')}>
          <span className={styles.value}>{say('person')}</span>
        </Row>
      )}
      <Row label={say('until')}>
        <Select
          kind="inline"
          label={say('until')}
          value={terms.term}
          onChange={(term) => onChange({ ...terms, term })}
          options={termsFor(isRoom).map((term) => ({
            value: term,
            label: say('untilDate', { date: dates.day(now + termMs(term), now) }),
            text: say(term),
          }))}
        />
      </Row>
    </div>
  )
}

function Row({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className={styles.row}>
      <span className={styles.label}>{label}</span>
      {children}
    </div>
  )
}
