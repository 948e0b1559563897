/** What the window shows as a whole: the house once there is an engine with an open profile; before that the door, whatever state it is in. */
import { useEngine } from './engine/index.ts'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { BrokenNote, Failed, Opening, Refused } from './door/index.ts'
import { FirstRun, useFirstRun } from './first-run/index.ts'
import { Lock } from './lock/index.ts'
import { Screen } from './Screen.tsx'
import { UiProvider } from '../ui/index.ts'
import { useAppearance } from './words/index.ts'

export function App() {
  useAppearance()
  return (
    <UiProvider>
      <ErrorBoundary fallback={(again) => <BrokenNote again={again} />}>
        <Door />
      </ErrorBoundary>
    </UiProvider>
  )
}

function Door() {
  const connection = useEngine((state) => state.connection)
  const host = useEngine((state) => state.host)
  const isOpen = useEngine(({ rooms }) => rooms !== undefined)
  const isSettlingIn = useFirstRun(({ stage }) => stage !== undefined)
  const staysOpen = useEngine(({ rooms, status }) => rooms !== undefined && status?.protection !== 'passphrase')
  // What was being written stays until a new address is there; but not where it would have been locked away.
  if (connection.phase === 'refused' && !staysOpen) return <Refused code={connection.code} />
  if (isSettlingIn) return <FirstRun />
  switch (host?.phase) {
    case 'empty':
      return <FirstRun />
    case 'locked':
      return <Lock />
    case 'ready':
      return <Screen />
    case 'opening':
      // Started again behind an open page: what is on it, and what was being written, stays.
      return isOpen ? <Screen /> : <Opening />
    case 'failed':
      return <Failed code={host.code ?? 'FAILED'} />
    case undefined:
      return <Opening />
  }
}
