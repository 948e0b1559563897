/** For whom this computer keeps messages, how much of what they may use, and an end to it. What is kept goes with that, so it asks. */
import { useState } from 'react'
import { carryingWords } from '../../../shared/i18n/index.ts'
import type { CarriedFor } from '../../../shared/messenger/index.ts'
import { AlertDialog, Avatar, Button, EmptyState, GhostRows, Panel, PanelRow, showToast } from '../../ui/index.ts'
import { call, refresh, useEngine } from '../engine/index.ts'
import { useDates, useErrorText, useSizes, useWords } from '../words/index.ts'
import styles from './CarriedSettings.module.css'
import { CarryAsks } from './CarryAsks.tsx'
import { QuotaChoice } from './QuotaChoice.tsx'
import { useCarried } from './use-keepers.ts'

export function CarriedSettings() {
  const say = useWords(carryingWords)
  const asks = useEngine((state) => state.carryAsks)
  const carried = useCarried()
  const [ending, setEnding] = useState<CarriedFor>()
  if (carried === undefined) return <GhostRows height={60} />
  if (carried.length === 0 && asks.length === 0) return <EmptyState title={say('nobody')} text={say('nobodyText')} />
  return (
    <>
      <CarryAsks asks={asks} />
      {carried.length > 0 && (
        <Panel>
          {carried.map((kept) => (
            <Kept key={kept.account} kept={kept} onStop={() => setEnding(kept)} />
          ))}
        </Panel>
      )}
      {ending !== undefined && <StopDialog kept={ending} onClose={() => setEnding(undefined)} />}
    </>
  )
}

function Kept({ kept, onStop }: { readonly kept: CarriedFor; readonly onStop: () => void }) {
  const say = useWords(carryingWords)
  const explain = useErrorText()
  const size = useSizes()
  const dates = useDates()
  const { account, name, rooms, used, quota, files, until } = kept
  const picture = useEngine(({ contacts }) => contacts?.find((contact) => contact.account === account)?.picture)
  const count = rooms === 0 ? say('noRooms') : rooms === 1 ? say('roomCount1') : say('roomCount', { count: rooms })
  const change = async (changed: { readonly quota: number } | { readonly files: number }) => {
    const answer = await call('carrying.allow', { account, ...changed })
    if (!answer.ok) showToast({ text: explain(answer.error.code) })
  }
  return (
    <PanelRow
      start={<Avatar id={account} name={name} picture={picture} size={40} />}
      title={<bdi>{name}</bdi>}
      text={
        <>
          <span className={styles.part}>{`${count} · ${say('used', { used: size(used), quota: size(quota) })}`}</span>
          {files.quota > 0 && (
            <span className={styles.part}>{say('filesUsed', { used: size(files.bytes), quota: size(files.quota) })}</span>
          )}
          {until !== undefined && <span className={styles.part}>{say('until', { day: dates.day(until) })}</span>}
        </>
      }
    >
      <div className={styles.acts}>
        <QuotaChoice
          name={name}
          quota={quota}
          files={files.quota}
          onQuota={(bytes) => void change({ quota: bytes })}
          onFiles={(bytes) => void change({ files: bytes })}
        />
        <Button size="small" aria-label={say('stopWith', { name })} onClick={onStop}>
          {say('stop')}
        </Button>
      </div>
    </PanelRow>
  )
}

function StopDialog({ kept: { account, name, used, files }, onClose }: { readonly kept: CarriedFor; readonly onClose: () => void }) {
  const say = useWords(carryingWords)
  const explain = useErrorText()
  const size = useSizes()
  const stop = async () => {
    const answer = await call('carrying.stop', { account })
    showToast({ text: answer.ok ? say('stopDone', { name }) : explain(answer.error.code) })
    refresh('carryAsks')
    onClose()
  }
  return (
    <AlertDialog
      isOpen
      title={say('stopTitle', { name })}
      text={say('stopText', { name, size: size(used + files.bytes) })}
      action={say('stop')}
      safe={say('keep')}
      onAction={() => void stop()}
      onClose={onClose}
    />
  )
}
