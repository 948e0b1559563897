/** How much of the disk somebody gets: one choice for messages, one for files. */
import { carryingWords } from '../../../shared/i18n/index.ts'
import { Select } from '../../ui/index.ts'
import { useSizes, useWords } from '../words/index.ts'
import { choicesWith, FILE_QUOTAS, QUOTAS } from './quotas.ts'

export interface QuotaChoiceProps {
  readonly name: string
  /** Bytes. */
  readonly quota: number
  readonly files: number
  readonly onQuota: (bytes: number) => void
  readonly onFiles: (bytes: number) => void
}

export function QuotaChoice({ name, quota, files, onQuota, onFiles }: QuotaChoiceProps) {
  const say = useWords(carryingWords)
  const size = useSizes()
  const ofFiles = (bytes: number): string => (bytes === 0 ? say('filesNone') : say('filesTo', { size: size(bytes) }))
  return (
    <>
      <Select
        kind="inline"
        label={say('howMuch', { name })}
        value={String(quota)}
        onChange={(bytes) => onQuota(Number(bytes))}
        options={choicesWith(quota, QUOTAS).map((bytes) => ({ value: String(bytes), label: say('messagesTo', { size: size(bytes) }) }))}
      />
      <Select
        kind="inline"
        label={say('howMuchFiles', { name })}
        value={String(files)}
        onChange={(bytes) => onFiles(Number(bytes))}
        options={choicesWith(files, FILE_QUOTAS).map((bytes) => ({ value: String(bytes), label: ofFiles(bytes) }))}
      />
    </>
  )
}
