/** One section of the settings on the sheet. Each switch takes effect at once; what was refused is told and falls back. */
import { settingsWords } from '../../../shared/i18n/index.ts'
import { BackupSettings } from '../backup/index.ts'
import { CarriedSettings } from '../carrying/index.ts'
import { Page } from '../house/index.ts'
import { MovingIn } from '../moving-in/index.ts'
import { OutageSettings } from '../outage/index.ts'
import { useRoute } from '../route/index.ts'
import { TakingOut } from '../taking-out/index.ts'
import { TransfersPanel } from '../transfers/index.ts'
import { useWords } from '../words/index.ts'
import { About } from './About.tsx'
import { Appearance } from './Appearance.tsx'
import { Blocked } from './Blocked.tsx'
import { Devices } from './Devices.tsx'
import { LockSettings } from './LockSettings.tsx'
import { Notices } from './Notices.tsx'
import { Profile } from './Profile.tsx'
import { RecoveryWords } from './RecoveryWords.tsx'
import { type SectionName, sectionOf } from './sections.ts'
import styles from './SettingsPage.module.css'
import { Storage } from './Storage.tsx'
import { Talk } from './Talk.tsx'
import { Ways } from './Ways.tsx'

const PARTS = {
  me: Profile,
  look: Appearance,
  notices: Notices,
  talk: Talk,
  ways: Ways,
  outage: OutageSettings,
  lock: LockSettings,
  words: RecoveryWords,
  devices: Devices,
  blocked: Blocked,
  moving: MovingIn,
  out: TakingOut,
  backup: BackupSettings,
  kept: CarriedSettings,
  transfers: TransfersPanel,
  storage: Storage,
  about: About,
} as const satisfies Readonly<Record<SectionName, () => React.ReactNode>>

export function SettingsPage() {
  const say = useWords(settingsWords)
  const route = useRoute()
  const name = (route.page === 'settings' ? sectionOf(route.section) : undefined) ?? 'me'
  const Part = PARTS[name]
  return (
    <Page title={say(name)} back={{ page: 'settings' }} isForReading={name === 'about'}>
      <div className={styles.body} key={name}>
        <Part />
      </div>
    </Page>
  )
}
