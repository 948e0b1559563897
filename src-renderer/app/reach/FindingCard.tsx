/** One finding: what it means, with whom, what to do, and the one thing that can be done from here. */
import { CircleCheck, Info, type LucideIcon, TriangleAlert } from 'lucide-react'
import type { Finding, FindingCode, Severity } from '../../../shared/doctor/index.ts'
import { doctorWords, findingText } from '../../../shared/i18n/index.ts'
import { Button, classNames, Icon, Sentences } from '../../ui/index.ts'
import { go, type Route } from '../route/index.ts'
import { useLanguage, useWords } from '../words/index.ts'
import styles from './Doctor.module.css'

const ICONS: Readonly<Record<Severity, LucideIcon>> = { problem: TriangleAlert, notice: Info, fact: Info, good: CircleCheck }
const INK = { problem: 'ill', notice: 'quiet', fact: 'quiet', good: 'well' } as const satisfies Readonly<Record<Severity, string>>
const NAMED = 3

export function FindingCard({ finding }: { readonly finding: Finding }) {
  const say = useWords(doctorWords)
  const language = useLanguage()
  const { title, meaning, remedy } = findingText({ ...finding, networks: finding.networks.map(withoutAddresses) }, language)
  const names = finding.about.slice(0, NAMED).map(({ name }) => name)
  const listed = names.join(', ')
  const rest = finding.about.length - names.length
  const act = ACTS[finding.code]
  return (
    <li className={classNames(styles.finding, finding.severity === 'good' && styles.calm)}>
      <Icon icon={ICONS[finding.severity]} className={styles[INK[finding.severity]]} />
      <div>
        <b>{title}</b>
        <p>
          <Sentences text={remedy === undefined ? meaning : `${meaning} ${remedy}`} />
        </p>
        {names.length > 0 && (
          <p className={styles.whom}>{say('concerns', { names: rest > 0 ? say('more', { names: listed, count: rest }) : listed })}</p>
        )}
        {act !== undefined && (
          <Button size="small" kind="quiet" className={styles.act} onClick={() => go(act.route)}>
            {say(act.word)}
          </Button>
        )}
      </div>
    </li>
  )
}

/** Addresses are shown where one asks for them (ui.md §6); here the name of the network is enough. */
function withoutAddresses(network: string): string {
  return network.replace(/ \([^)]*\)$/, '')
}

const INVITE = { word: 'invite', route: { page: 'people', part: 'invite' } } as const
const STORAGE = { word: 'storage', route: { page: 'settings', section: 'storage' } } as const

const ACTS: Partial<Record<FindingCode, { readonly word: 'invite' | 'storage'; readonly route: Route }>> = {
  'finder-off': INVITE,
  'finder-held': INVITE,
  'finder-blocked': INVITE,
  'nobody-heard': INVITE,
  'not-met': INVITE,
  'disk-full': STORAGE,
  'disk-low': STORAGE,
}
