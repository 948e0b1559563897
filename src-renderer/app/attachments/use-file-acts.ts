import { useMemo } from 'react'
import { shownFileWords } from '../../../shared/i18n/index.ts'
import { useErrorText, useWords } from '../words/index.ts'
import { type FileActs, fileActs } from './file-acts.ts'

export function useFileActs(): FileActs {
  const say = useWords(shownFileWords)
  const explain = useErrorText()
  return useMemo(() => fileActs({ say, explain }), [say, explain])
}
