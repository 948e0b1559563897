/** What the address book has of a contact: numbers one may need when all else is down, and the way to them. */
import { BookUser, ChevronRight } from 'lucide-react'
import { useId } from 'react'
import { bookWords } from '../../../shared/i18n/index.ts'
import type { AccountId } from '../../../shared/ids/index.ts'
import { Icon, Panel, PanelRow, SectionLabel } from '../../ui/index.ts'
import { useBook, useStandingText } from '../address-book/index.ts'
import { formatRoute } from '../route/index.ts'
import { useWords } from '../words/index.ts'

const NOBODY: readonly never[] = []

export function WrittenDown({ account }: { readonly account: AccountId }) {
  const say = useWords(bookWords)
  const standing = useStandingText()
  const id = useId()
  const entries = (useBook((book) => book.entries) ?? NOBODY).filter((entry) => entry.account === account)
  if (entries.length === 0) return null
  return (
    <section aria-labelledby={id}>
      <SectionLabel size="page" id={id}>
        {say('ofContact')}
      </SectionLabel>
      <Panel>
        {entries.map((entry) => (
          <PanelRow
            key={entry.entry}
            href={formatRoute({ page: 'people', part: 'entry', id: entry.entry })}
            start={<Icon icon={BookUser} />}
            title={<bdi>{entry.name}</bdi>}
            text={[...entry.phones.slice(0, 1).map(({ value }) => value), standing(entry)].join(' · ')}
            end={<Icon icon={ChevronRight} size={18} />}
          />
        ))}
      </Panel>
    </section>
  )
}
