/** A folder somebody types, begun with the one that was used last, or with where his own files are. */
import { useEffect, useState } from 'react'
import type { BackupStatus } from '../../../shared/rpc/index.ts'
import { call } from '../engine/index.ts'
import { folderOf, homeOf } from './paths.ts'

export function useFolder({ folder, last }: BackupStatus): readonly [string, (folder: string) => void] {
  const [typed, setTyped] = useState<string | undefined>(() => folder ?? (last === undefined ? undefined : folderOf(last.file)))
  useEffect(() => {
    if (typed !== undefined) return
    void call('profile.storage').then((answer) => {
      if (answer.ok) setTyped((before) => before ?? homeOf(answer.value.folder))
    })
  }, [typed])
  return [typed ?? '', setTyped]
}
