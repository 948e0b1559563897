/** How backups stand: asked once, then as the engine tells it. */
import { useEffect, useState } from 'react'
import type { BackupStatus } from '../../../shared/rpc/index.ts'
import { call, onEvent } from '../engine/index.ts'

export function useBackup(): BackupStatus | undefined {
  const [status, setStatus] = useState<BackupStatus>()
  useEffect(() => {
    let isHere = true
    const look = async () => {
      const answer = await call('backup.status')
      if (isHere && answer.ok) setStatus(answer.value)
    }
    void look()
    const end = onEvent((event) => {
      if (event.type === 'backup') setStatus(event.status)
      if (event.type === 'lagged') void look()
    })
    return () => {
      isHere = false
      end()
    }
  }, [])
  return status
}
