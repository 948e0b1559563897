/** One conversation of the files: what is in it, where it goes, which author I am, and who the others are. */
import { MessagesSquare } from 'lucide-react'
import { movingInWords } from '../../../shared/i18n/index.ts'
import type { ChatPreview } from '../../../shared/messenger/index.ts'
import { Disc, Panel, PanelRow, Select, type SelectOption } from '../../ui/index.ts'
import { useEngine } from '../engine/index.ts'
import { useLanguage, useWords } from '../words/index.ts'
import styles from './ChatCard.module.css'
import { type ChatChoice, type WhoIAm, withMe } from './choices.ts'
import { LEFT_OUT, targetOf, targetValue } from './option-values.ts'
import { useFileDates } from './use-file-dates.ts'
import { useWarnings } from './use-warnings.ts'
import { WhoIsWho } from './WhoIsWho.tsx'

export interface ChatCardProps {
  readonly chat: ChatPreview
  readonly choice: ChatChoice
  readonly onChange: (change: Partial<ChatChoice>) => void
}

const UNASKED = 'unasked'
const NOBODY = 'nobody'

export function ChatCard({ chat, choice, onChange }: ChatCardProps) {
  const say = useWords(movingInWords)
  const language = useLanguage()
  const dates = useFileDates()
  const warned = useWarnings()
  const targets = useTargets(chat, choice)
  const { title, records, first, last, kinds, warnings, people, peopleCount } = chat
  const messages = say(records === 1 ? 'messagesOf1' : 'messagesOf', { count: records.toLocaleString(language) })
  const [begin, end] = [dates(first), dates(last)]
  const line =
    records === 0 || begin === undefined || end === undefined
      ? say('chatEmpty')
      : begin === end
        ? say('chatDay', { first: begin, messages })
        : say('chatDays', { first: begin, last: end, messages })
  const files = (kinds.photo ?? 0) + (kinds.video ?? 0) + (kinds.audio ?? 0) + (kinds.file ?? 0) + (kinds.media ?? 0)
  const notes = [
    ...(files > 0 ? [say(files === 1 ? 'photos1' : 'photos', { count: files.toLocaleString(language) })] : []),
    ...warned(warnings),
  ]
  const isLeftOut = choice.target === undefined
  const mine: readonly SelectOption<string>[] = [
    ...(choice.me.is === 'unasked' ? [{ value: UNASKED, label: say('chooseMe') }] : []),
    ...people.map(({ name }) => ({ value: `author:${name}`, label: name })),
    { value: NOBODY, label: say('notMe') },
  ]
  return (
    <Panel className={isLeftOut ? styles.leftOut : undefined}>
      <PanelRow
        start={<Disc icon={MessagesSquare} />}
        title={<bdi>{title}</bdi>}
        text={[line, ...notes].map((text) => (
          <span key={text} className={styles.line}>
            {text}
          </span>
        ))}
      />
      <PanelRow
        title={say('whereTo')}
        end={
          <Select
            kind="inline"
            label={say('whereToOf', { title })}
            value={targetValue(choice.target)}
            onChange={(value) => onChange({ target: value === LEFT_OUT ? undefined : targetOf(value, title) })}
            options={targets}
          />
        }
      />
      {!isLeftOut && people.length > 0 && (
        <PanelRow
          title={say('whichIsMe')}
          end={
            <Select
              kind="inline"
              label={say('whichIsMeOf', { title })}
              value={meValue(choice.me)}
              onChange={(value) => onChange(withMe(chat, choice, meOf(value)))}
              options={mine}
            />
          }
        />
      )}
      {!isLeftOut && people.length > 0 && (
        <WhoIsWho people={people} peopleCount={peopleCount} choice={choice} onChange={(authors) => onChange({ authors })} />
      )}
    </Panel>
  )
}

/** Where it probably belongs first, then a place of its own, then every room and everybody. */
function useTargets({ target, title }: ChatPreview, { target: chosen }: ChatChoice): readonly SelectOption<string>[] {
  const say = useWords(movingInWords)
  const rooms = useEngine((state) => state.rooms) ?? []
  const contacts = useEngine((state) => state.contacts) ?? []
  const guess =
    target === undefined || target.target.to === 'author'
      ? []
      : [{ value: targetValue(target.target), label: target.name, text: say('toRoomText') }]
  const all: readonly SelectOption<string>[] = [
    ...guess,
    ...(chosen?.to === 'author'
      ? [{ value: targetValue(chosen), label: say('withOne', { name: chosen.name }), text: say('withOneText') }]
      : []),
    { value: targetValue({ to: 'new', title }), label: say('toNew'), text: say('toNewText') },
    ...rooms.filter(({ kind }) => kind !== 'direct').map(({ room, name }) => ({ value: `room:${room}`, label: name })),
    ...contacts.filter(({ blocked }) => !blocked).map(({ account, name }) => ({ value: `contact:${account}`, label: name })),
    { value: LEFT_OUT, label: say('toNowhere') },
  ]
  return all.filter(({ value }, at) => all.findIndex((other) => other.value === value) === at)
}

function meValue(me: WhoIAm): string {
  return me.is === 'author' ? `author:${me.name}` : me.is
}

function meOf(value: string): WhoIAm {
  if (value === NOBODY) return { is: 'nobody' }
  return value === UNASKED ? { is: 'unasked' } : { is: 'author', name: value.slice('author:'.length) }
}
