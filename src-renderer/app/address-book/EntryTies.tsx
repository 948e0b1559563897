/** Who somebody is: the same as another entry, several after all, or a contact. Each is taken back the same way it was done. */
import { Combine, Split, UserRoundCheck } from 'lucide-react'
import { useId, useState } from 'react'
import { bookWords } from '../../../shared/i18n/index.ts'
import { type AccountId, parseId } from '../../../shared/ids/index.ts'
import type { BookEntry } from '../../../shared/messenger/index.ts'
import { Button, Icon, Panel, PanelRow, SectionLabel } from '../../ui/index.ts'
import { useEngine } from '../engine/index.ts'
import { matchesName } from '../../../shared/matching/index.ts'
import { useWords } from '../words/index.ts'
import { useBook } from './book.ts'
import { useEntryActs } from './entry-acts.ts'
import { fitting } from './fitting.ts'
import { PickDialog } from './PickDialog.tsx'
import { useStandingText } from './standing-text.ts'

const NOBODY: readonly never[] = []

export function EntryTies({ entry }: { readonly entry: BookEntry }) {
  const say = useWords(bookWords)
  const acts = useEntryActs()
  const id = useId()
  const [asking, setAsking] = useState<'merge' | 'link'>()
  const { account, name, merged } = entry
  const contact = useEngine(({ contacts }) => contacts?.find((each) => each.account === account))
  const close = () => setAsking(undefined)
  return (
    <section aria-labelledby={id}>
      <SectionLabel size="page" level={3} id={id}>
        {say('ties')}
      </SectionLabel>
      <Panel>
        {account === undefined ? (
          <PanelRow
            start={<Icon icon={UserRoundCheck} />}
            title={say('linkRow')}
            text={say('linkText')}
            end={<Choose label={say('linkRow')} onPress={() => setAsking('link')} />}
          />
        ) : (
          <PanelRow
            start={<Icon icon={UserRoundCheck} />}
            title={say('linkedRow', { name: contact?.name ?? name })}
            end={
              <Button size="small" onClick={() => void acts.link(entry, null)}>
                {say('unlink')}
              </Button>
            }
          />
        )}
        <PanelRow
          start={<Icon icon={Combine} />}
          title={say('mergeRow')}
          text={say('mergeText')}
          end={<Choose label={say('mergeRow')} onPress={() => setAsking('merge')} />}
        />
        {merged > 0 && (
          <PanelRow
            start={<Icon icon={Split} />}
            title={say('splitRow', { count: merged + 1 })}
            text={say('splitText')}
            end={
              <Button size="small" onClick={() => void acts.split(entry.entry)}>
                {say('split')}
              </Button>
            }
          />
        )}
      </Panel>
      {asking === 'merge' && <MergeDialog entry={entry} onClose={close} />}
      {asking === 'link' && <LinkDialog entry={entry} onClose={close} />}
    </section>
  )
}

function Choose({ label, onPress }: { readonly label: string; readonly onPress: () => void }) {
  const say = useWords(bookWords)
  return (
    <Button size="small" aria-label={`${say('mergeAct')}: ${label}`} onClick={onPress}>
      {say('mergeAct')}
    </Button>
  )
}

interface TieDialogProps {
  readonly entry: BookEntry
  readonly onClose: () => void
}

function MergeDialog({ entry, onClose }: TieDialogProps) {
  const say = useWords(bookWords)
  const acts = useEntryActs()
  const standing = useStandingText()
  const entries = useBook((book) => book.entries) ?? NOBODY
  const find = (typed: string) =>
    fitting(entries, typed)
      // Two who have an account each are two people.
      .filter((each) => each.entry !== entry.entry && (each.account === undefined || entry.account === undefined))
      .map((each) => ({
        id: each.entry,
        name: each.name,
        text: each.phones[0]?.value ?? standing(each),
        isStone: each.account === undefined,
      }))
  return (
    <PickDialog
      title={say('mergeTitle', { name: entry.name })}
      text={say('mergeNote')}
      find={find}
      onPick={(id) => {
        onClose()
        void acts.merge(entry, id)
      }}
      onClose={onClose}
    />
  )
}

function LinkDialog({ entry, onClose }: TieDialogProps) {
  const say = useWords(bookWords)
  const acts = useEntryActs()
  const contacts = useEngine((state) => state.contacts) ?? NOBODY
  const find = (typed: string) =>
    contacts
      .filter(({ name, blocked }) => !blocked && (typed.trim() === '' || matchesName(name, typed) !== undefined))
      .map(({ account, name }) => ({ id: account, name, text: undefined, isStone: false }))
  const pick = (id: string) => {
    const account: AccountId | undefined = parseId('account', id)
    onClose()
    if (account !== undefined) void acts.link(entry, account)
  }
  return <PickDialog title={say('linkTitle', { name: entry.name })} text={say('linkText')} find={find} onPick={pick} onClose={onClose} />
}
