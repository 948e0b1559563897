/** What this is, which version, and whose work it rests on. */
import { settingsWords } from '../../../shared/i18n/index.ts'
import { platform } from '../../platform/index.ts'
import { Button, HouseMark, Panel, PanelRow } from '../../ui/index.ts'
import { useEngine } from '../engine/index.ts'
import { useWords } from '../words/index.ts'
import { LIBRARIES } from './libraries.ts'
import styles from './About.module.css'

export function About() {
  const say = useWords(settingsWords)
  const ofEngine = useEngine(({ status }) => status?.version)
  const { desktop } = platform
  const version = desktop?.version ?? ofEngine
  return (
    <>
      <header className={styles.head}>
        <HouseMark size={72} />
        <div>
          <p className={styles.name}>사랑방</p>
          <p>{say('aboutText')}</p>
          {version !== undefined && <p className={styles.version}>{say('version', { version })}</p>}
        </div>
      </header>
      <Panel>
        <PanelRow title={say('licence')} text={say('licenceText')} />
        <PanelRow title={say('keys')} text={say('keysText')} />
      </Panel>
      <Panel>
        <PanelRow
          title={say('libraries')}
          end={
            desktop !== undefined && (
              <Button size="small" onClick={() => desktop.openLicences()}>
                {say('openLicences')}
              </Button>
            )
          }
        >
          <ul className={styles.libraries}>
            {LIBRARIES.map(({ name, licence }) => (
              <li key={name}>
                {name} <span>{licence}</span>
              </li>
            ))}
          </ul>
        </PanelRow>
      </Panel>
    </>
  )
}
