/** Everybody × what would count on the day, each a word; where there is one pane, a row a person with the words below each other. */
import { Umbrella } from 'lucide-react'
import { readinessWords } from '../../../shared/i18n/index.ts'
import type { ReadyPerson } from '../../../shared/messenger/index.ts'
import { Avatar, Disc, Panel } from '../../ui/index.ts'
import { useWidth } from '../house/index.ts'
import { useDates, useWords } from '../words/index.ts'
import styles from './PeopleTable.module.css'
import { useWayText } from './use-way-text.ts'

export function PeopleTable({ people, label }: { readonly people: readonly ReadyPerson[]; readonly label: string }) {
  const say = useWords(readinessWords)
  const words = usePersonWords()
  const columns = [say('joined'), say('compared'), say('last'), say('always')] as const
  if (useWidth() === 'narrow') {
    return (
      <Panel>
        <ul aria-label={label}>
          {people.map((person) => (
            <li key={keyOf(person)} className={styles.stack}>
              <Who person={person} />
              <dl>
                {words(person).map((word, at) => (
                  <div key={columns[at]}>
                    <dt>{columns[at]}</dt>
                    <dd>{word}</dd>
                  </div>
                ))}
              </dl>
            </li>
          ))}
        </ul>
      </Panel>
    )
  }
  return (
    <Panel>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{say('person')}</th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <tr key={keyOf(person)}>
              <th scope="row">
                <Who person={person} />
              </th>
              {words(person).map((word, at) => (
                <td key={columns[at]}>{word}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  )
}

function Who({ person: { account, name, picture } }: { readonly person: ReadyPerson }) {
  return (
    <span className={styles.who}>
      {account === undefined ? <Disc icon={Umbrella} /> : <Avatar id={account} name={name} picture={picture} size={36} />}
      <bdi>{name}</bdi>
    </span>
  )
}

function usePersonWords(): (person: ReadyPerson) => readonly [string, string, string, string] {
  const say = useWords(readinessWords)
  const dates = useDates()
  const wayText = useWayText()
  return ({ state, since, verified, isReachedNow, last, alwaysOn, keptBy }) => {
    const way = last === undefined ? '' : wayText(last.way, last.through)
    return [
      state === 'invited' ? say('joinedInvited', { day: dates.inList(since) }) : state === 'asked' ? say('joinedAsked') : say('joinedYes'),
      verified ? say('comparedYes') : say('comparedNo'),
      last === undefined ? say('lastNever') : isReachedNow ? say('lastNow', { way }) : say('lastAt', { time: dates.inList(last.at), way }),
      alwaysOn === 'own' ? say('alwaysOwn') : keptBy === undefined ? say('alwaysNone') : say('alwaysKept', { name: keptBy.name }),
    ]
  }
}

function keyOf({ account, name, since }: ReadyPerson): string {
  return account ?? `${name} ${since}`
}
