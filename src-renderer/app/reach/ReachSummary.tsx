/** The lit window: one pane a person, and the same in a sentence. */
import { reachWords } from '../../../shared/i18n/index.ts'
import type { ContactReach } from '../../../shared/messenger/index.ts'
import { ReachPanes, reachShape, Sentences } from '../../ui/index.ts'
import { useWords } from '../words/index.ts'
import styles from './ReachSummary.module.css'

export function ReachSummary({ people }: { readonly people: readonly ContactReach[] }) {
  const say = useWords(reachWords)
  const shapes = people.map(reachShape)
  const straight = shapes.filter((shape) => shape === 'straight').length
  const via = shapes.filter((shape) => shape === 'via').length
  const reached = straight + via
  const title =
    reached === 0 ? say('summaryNobody') : reached === people.length ? say('summaryAll') : say('summary', { reached, of: people.length })
  const text = reached === 0 ? say('summaryAlone') : via === 0 ? say('summaryStraight') : say('summaryText', { straight, via })
  return (
    <section className={styles.summary}>
      <ReachPanes shapes={shapes} />
      <div>
        <h2>{title}</h2>
        <p>
          <Sentences text={text} />
        </p>
      </div>
    </section>
  )
}
