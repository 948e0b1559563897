/** What this computer itself finds: the worst first, what is well stays visible, quieter. */
import { CircleCheck, TriangleAlert } from 'lucide-react'
import { reachWords } from '../../../shared/i18n/index.ts'
import type { EngineStatus } from '../../../shared/rpc/index.ts'
import { Icon, Panel, PanelRow, SectionLabel } from '../../ui/index.ts'
import { useWords } from '../words/index.ts'
import { findingsOf } from './findings.ts'
import styles from './Findings.module.css'

export function Findings({ status }: { readonly status: EngineStatus }) {
  const say = useWords(reachWords)
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
                start={
                  <Icon icon={kind === 'hereOk' ? CircleCheck : TriangleAlert} className={kind === 'hereOk' ? styles.well : styles.ill} />
                }
                title={say(kind)}
                text={kind === 'hereOk' ? say('hereOkText', { network: networks.join(', ') }) : say(`${kind}Text`)}
              />
            </li>
          ))}
        </ul>
      </Panel>
    </section>
  )
}
