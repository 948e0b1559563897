/** What is wrong with a new passphrase, before anything is asked of the engine. */
const LEAST_CHARACTERS = 8

export type PassphraseFault = 'tooShort' | 'differs'

export function passphraseFault(first: string, again: string): PassphraseFault | undefined {
  if (first.length < LEAST_CHARACTERS) return 'tooShort'
  return first === again ? undefined : 'differs'
}
