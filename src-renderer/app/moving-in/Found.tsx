/** What was found in the files: each conversation with its choices, the address books, what could not be read, and the one button. */
import { FileWarning, Users } from 'lucide-react'
import { movingInWords } from '../../../shared/i18n/index.ts'
import type { ImportView } from '../../../shared/messenger/index.ts'
import { Button, EmptyState, Icon, Panel, PanelRow, SwitchRow } from '../../ui/index.ts'
import { Titled } from '../house/index.ts'
import { useErrorText, useLanguage, useWords } from '../words/index.ts'
import { ChatCard } from './ChatCard.tsx'
import { type Choices, changed, chosenCount, unasked } from './choices.ts'
import styles from './Found.module.css'
import { choose, close, commit } from './state.ts'
import { useWarnings } from './use-warnings.ts'
import { ZoneChoice } from './ZoneChoice.tsx'

export function Found({ view, choices }: { readonly view: ImportView; readonly choices: Choices }) {
  const say = useWords(movingInWords)
  const explain = useErrorText()
  const language = useLanguage()
  const warned = useWarnings()
  const { chats, contacts, files } = view
  const unread = files.filter(({ kind }) => kind === 'unknown' || kind === 'rejected')
  const number = (count: number) => count.toLocaleString(language)
  const chosen = chosenCount(choices)
  const open = unasked(view, choices)
  const why =
    open === undefined
      ? chosen === 0 && !(choices.contacts && contacts.count > 0)
        ? say('chooseSome')
        : undefined
      : say('meFirst', { title: open.title })
  const hasAny = chats.length > 0 || contacts.count > 0
  return (
    <>
      {!hasAny && <EmptyState title={say('nothing')} text={say('nothingText')} />}
      {hasAny && (
        <Titled title={say('foundTitle')}>
          <div className={styles.cards}>
            {chats.map((chat) => {
              const choice = choices.chats.get(chat.chat)
              if (choice === undefined) return null
              return (
                <ChatCard key={chat.chat} chat={chat} choice={choice} onChange={(change) => choose(changed(choices, chat.chat, change))} />
              )
            })}
            {contacts.count > 0 && (
              <Panel>
                <PanelRow
                  start={<Icon icon={Users} />}
                  title={say(contacts.count === 1 ? 'contactsTitle1' : 'contactsTitle', { count: contacts.count.toLocaleString(language) })}
                  text={[
                    say('contactsText', {
                      phones: number(contacts.withPhone),
                      emails: number(contacts.withEmail),
                      known: number(contacts.known),
                    }),
                    ...warned(contacts.warnings),
                  ].map((text) => (
                    <span key={text} className={styles.line}>
                      {text}
                    </span>
                  ))}
                />
                <SwitchRow
                  title={say('contactsInclude')}
                  text={contacts.names.slice(0, 5).join(', ')}
                  isOn={choices.contacts}
                  onChange={(isOn) => choose({ ...choices, contacts: isOn })}
                />
              </Panel>
            )}
          </div>
        </Titled>
      )}
      {chats.some(({ time }) => time === 'local') && (
        <ZoneChoice zone={choices.zone} proposed={view.zone} onChange={(zone) => choose({ ...choices, zone })} />
      )}
      {unread.length > 0 && (
        <Titled title={say('notRead')}>
          <Panel>
            {unread.map(({ name, kind, code }) => (
              <PanelRow
                key={name}
                start={<Icon icon={FileWarning} />}
                title={<bdi>{name}</bdi>}
                text={kind === 'rejected' && code !== undefined ? explain(code) : say('notKnown')}
              />
            ))}
          </Panel>
        </Titled>
      )}
      <div className={styles.acts}>
        {hasAny && (
          <Button kind="main" off={why} onClick={() => void commit()}>
            {chosen === 0 ? say('moveIn') : say('moveInCount', { count: number(chosen) })}
          </Button>
        )}
        <Button onClick={() => void close()}>{say('again')}</Button>
        {hasAny && why !== undefined && <p className={styles.why}>{why}</p>}
      </div>
    </>
  )
}
