/** Acts that give something a name: the engine's codes for a text that is none or too long have sentences about messages. */
import { INTRINSIC } from '../../shared/limits.ts'
import { CommandFailure, UsageFailure } from './failure.ts'

/** For names of people and computers. */
export async function naming<T>(act: Promise<T>): Promise<T> {
  try {
    return await act
  } catch (cause) {
    if (cause instanceof CommandFailure && (cause.code === 'EMPTY' || cause.code === 'TOO_LONG')) throw badName()
    throw cause
  }
}

export function badName(): UsageFailure {
  const most = INTRINSIC.NAME_CHARACTERS
  return new UsageFailure({ en: `A name has 1 to ${most} characters.`, ko: `이름은 1~${most}자로 써 주세요.` })
}
