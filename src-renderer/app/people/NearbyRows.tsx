/** Devices around that are nobody's I know: they come by themselves, and one press asks. */
import { Wifi } from 'lucide-react'
import { useId, useState } from 'react'
import { peopleWords } from '../../../shared/i18n/index.ts'
import { Avatar, Button, Chip, ListLine, ListLink, SectionLabel, VisuallyHidden } from '../../ui/index.ts'
import { formatRoute, useRoute } from '../route/index.ts'
import { useWords } from '../words/index.ts'
import { useCalled } from './called.ts'
import { useKnockActs } from './knock-acts.ts'
import type { NearbyRow } from './nearby.ts'
import styles from './NearbyRows.module.css'

export function NearbyRows({ rows }: { readonly rows: readonly NearbyRow[] }) {
  const say = useWords(peopleWords)
  const called = useCalled()
  const id = useId()
  const newest = rows.at(-1)
  return (
    <>
      <VisuallyHidden role="status">
        {newest?.name !== undefined && newest.knock === undefined ? say('nearbyCame', { name: called(newest.name) }) : ''}
      </VisuallyHidden>
      {rows.length > 0 && (
        <section aria-labelledby={id}>
          <SectionLabel level={2} icon={Wifi} id={id}>
            {say('nearby')}
          </SectionLabel>
          <ul className={styles.rows}>
            {rows.map((row) => (
              <li key={row.device} className={styles.row}>
                {row.knock === undefined ? <Stranger row={row} /> : <Asked row={row} knock={row.knock} />}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

function Stranger({ row }: { readonly row: NearbyRow }) {
  const say = useWords(peopleWords)
  const acts = useKnockActs()
  const [isAsking, setAsking] = useState(false)
  const name = row.name ?? say('unnamed')
  const ask = async () => {
    setAsking(true)
    await acts.ask(row.device)
    setAsking(false)
  }
  return (
    <ListLine
      height={60}
      face={<Avatar id={row.device} name={name} isStone />}
      name={<bdi>{name}</bdi>}
      text={say('nearbyLine')}
      side={
        <Button size="small" busy={isAsking ? say('adding') : undefined} aria-label={say('addName', { name })} onClick={() => void ask()}>
          {say('add')}
        </Button>
      }
    />
  )
}

function Asked({ row, knock }: { readonly row: NearbyRow; readonly knock: NonNullable<NearbyRow['knock']> }) {
  const say = useWords(peopleWords)
  const route = useRoute()
  const isComparing = knock.state === 'comparing'
  const name = knock.name
  return (
    <ListLink
      height={60}
      href={formatRoute({ page: 'people', part: 'compare', id: knock.id })}
      isSelected={route.page === 'people' && route.part === 'compare' && route.id === knock.id}
      face={<Avatar id={row.device} name={name} isStone />}
      name={<bdi>{name}</bdi>}
      text={say(isComparing ? 'comparingLine' : 'askedLine')}
      side={<Chip tone={isComparing ? 'lamp' : 'plain'}>{say(isComparing ? 'comparing' : 'waiting')}</Chip>}
    />
  )
}
