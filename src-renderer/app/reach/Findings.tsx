/** What this computer itself finds: the worst first, what is well stays visible, quieter. */
import { CircleCheck, Route, TriangleAlert } from 'lucide-react'
import { reachWords } from '../../../shared/i18n/index.ts'
import type { EngineStatus } from '../../../shared/rpc/index.ts'
import { Icon, Panel, PanelRow, SectionLabel } from '../../ui/index.ts'
import { useWords } from '../words/index.ts'
import { type FindingKind, findingsOf } from './findings.ts'
import styles from './Findings.module.css'

export function Findings({ status }: { readonly status: EngineStatus }) {
  const say = useWords(reachWords)
  const textOf = (kind: FindingKind, names: readonly string[]): string => {
    if (kind === 'hereOk') return say('hereOkText', { network: names.join(', ') })
    if (kind === 'outsideThrough') return say('outsideThroughText', { names: names.map((name) => name || say('somebody')).join(', ') })
    return say(`${kind}Text`)
  }
  return (
    <section>
      <SectionLabel size="page" level={2}>
        {say('here')}
      </SectionLabel>
      <Panel>
        <ul>
          {findingsOf(status).map(({ kind, networks }) => (
            <li key={kind}>
              <PanelRow
                start={<Icon icon={isWell(kind) ? CircleCheck : TriangleAlert} className={isWell(kind) ? styles.well : styles.ill} />}
                title={say(kind)}
                text={textOf(kind, networks)}
              />
            </li>
          ))}
          {status.outside.circuits.map(({ from, to, since }) => (
            <li key={`${from.device} ${to.device} ${since}`}>
              <PanelRow
                start={<Icon icon={Route} className={styles.well} />}
                title={say('lent', { from: from.name ?? say('somebody'), to: to.name ?? say('somebody') })}
                text={say('lentText')}
              />
            </li>
          ))}
        </ul>
      </Panel>
    </section>
  )
}

function isWell(kind: FindingKind): boolean {
  return kind === 'hereOk' || kind === 'outsideOpen' || kind === 'outsideThrough'
}
