/** Why a file could not be sent, in words: those that have to do with files are said here, the others as everywhere. */
import { sendingWords } from '../../../shared/i18n/index.ts'
import { MEDIA } from '../../../shared/limits.ts'
import { useErrorText, useSizes, useWords } from '../words/index.ts'

/** `isFolder`: it is one, and too much of it is too many files. */
export function useFailureText(): (code: string, isFolder: boolean) => string {
  const say = useWords(sendingWords)
  const errorText = useErrorText()
  const sizeText = useSizes()
  return (code, isFolder) => {
    switch (code) {
      case 'QUOTA':
      case 'DISK_FULL':
      case 'STORE_FAILED':
        return say(code)
      case 'TOO_LARGE':
        return say('TOO_LARGE', { size: sizeText(MEDIA.FILE_BYTES) })
      case 'SOURCE_FAILED':
      case 'NO_FILE':
      case 'NOT_FOUND':
        return say('SOURCE_FAILED')
      case 'NOT_ALLOWED':
      case 'UNSUPPORTED':
        return isFolder ? say('FOLDER_ELSEWHERE') : errorText(code)
      case 'TOO_MANY':
        return isFolder ? say('FOLDER_TOO_MANY', { count: MEDIA.SET_FILES.toLocaleString() }) : errorText(code)
      case 'EMPTY':
        return isFolder ? say('FOLDER_EMPTY') : errorText(code)
      case 'TOO_LONG':
        return isFolder ? say('FOLDER_TOO_LONG') : errorText(code)
      default:
        return errorText(code)
    }
  }
}
