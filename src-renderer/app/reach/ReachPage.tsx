/** Everyone I may want, each with how, or since when not and why (ui.md §6, Reach page). Live, but nothing moves under the pointer. */
import { RefreshCw } from 'lucide-react'
import { useState } from 'react'
import { bundleWords, reachWords } from '../../../shared/i18n/index.ts'
import { Button, EmptyState, Panel, PanelRow, SectionLabel } from '../../ui/index.ts'
import { OpenFiles } from '../bundles/index.ts'
import { call, useEngine } from '../engine/index.ts'
import { Page } from '../house/index.ts'
import { go, useRoute } from '../route/index.ts'
import { useWords } from '../words/index.ts'
import { Addresses } from './Addresses.tsx'
import { Doctor } from './Doctor.tsx'
import { FarState } from './FarState.tsx'
import { ReachList } from './ReachList.tsx'
import { ReachNews } from './ReachNews.tsx'
import styles from './ReachPage.module.css'
import { ReachSummary } from './ReachSummary.tsx'
import { useCalmReach } from './use-calm-reach.ts'
import { useDoctor } from './use-doctor.ts'

const LOOK_MS = 800

export function ReachPage() {
  const say = useWords(reachWords)
  const sayByHand = useWords(bundleWords)
  const status = useEngine((state) => state.status)
  const { people, reached, others, hold } = useCalmReach()
  const route = useRoute()
  const doctor = useDoctor()
  const [isLooking, setLooking] = useState(false)
  const [areAddressesOpen, setAddressesOpen] = useState(false)
  const lookAgain = async () => {
    setLooking(true)
    await Promise.all([call('status.lookAgain'), new Promise((resolve) => setTimeout(resolve, LOOK_MS))])
    setLooking(false)
    doctor.look()
  }
  return (
    <Page
      isAlone
      title={say('title')}
      tools={
        <>
          <Button kind="quiet" onClick={() => setAddressesOpen(true)}>
            {say('myAddresses')}
          </Button>
          <Button icon={RefreshCw} busy={isLooking ? say('looking') : undefined} onClick={() => void lookAgain()}>
            {say('lookAgain')}
          </Button>
        </>
      }
    >
      <div className={styles.columns}>
        <div className={styles.people} onPointerMove={hold}>
          {people.length === 0 && status !== undefined ? (
            <EmptyState drawing="maru" title={say('emptyTitle')} text={say('emptyText')}>
              <Button kind="main" onClick={() => go({ page: 'people', part: 'invite' })}>
                {say('invite')}
              </Button>
            </EmptyState>
          ) : (
            <>
              <ReachSummary people={people} />
              {reached.length > 0 && (
                <section>
                  <SectionLabel size="page" level={2}>
                    {say('now')}
                  </SectionLabel>
                  <ReachList people={reached} label={say('now')} />
                </section>
              )}
              {others.length > 0 && (
                <section>
                  <SectionLabel size="page" level={2}>
                    {say('notNow')}
                  </SectionLabel>
                  <ReachList people={others} label={say('notNow')} />
                </section>
              )}
              <section>
                <SectionLabel size="page" level={2}>
                  {sayByHand('byHand')}
                </SectionLabel>
                <Panel>
                  <PanelRow
                    title={sayByHand('open')}
                    text={sayByHand('openText')}
                    end={<OpenFiles size="small">{sayByHand('choose')}</OpenFiles>}
                  />
                </Panel>
              </section>
            </>
          )}
        </div>
        <div className={styles.side}>
          <Doctor doctor={doctor} isWanted={route.page === 'reach' && route.part === 'doctor'} />
          {status !== undefined && <FarState rendezvous={status.rendezvous} isSomebodyAway={others.length > 0} />}
        </div>
      </div>
      <ReachNews count={people.filter(({ reach }) => reach === 'connected').length} />
      {areAddressesOpen && <Addresses addresses={status?.addresses ?? []} onClose={() => setAddressesOpen(false)} />}
    </Page>
  )
}
