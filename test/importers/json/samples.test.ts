import { describe } from 'vitest'
import { discord } from '../../../shared/importers/discord/index.ts'
import { instagram, messenger } from '../../../shared/importers/meta/index.ts'
import { signal } from '../../../shared/importers/signal/index.ts'
import { telegram } from '../../../shared/importers/telegram/index.ts'
import { itClaimsNoneOf, itMeetsTheSamples } from './samples.ts'

/** All of them look at each file, and one claims it. */
const ALL = [discord, instagram, messenger, signal, telegram]

describe('telegram', () => {
  itMeetsTheSamples('telegram', ALL)
})
describe('signal', () => {
  itMeetsTheSamples('signal', ALL)
})
describe('meta', () => {
  itMeetsTheSamples('meta', ALL)
})
describe('discord', () => {
  itMeetsTheSamples('discord', ALL)
})

describe('files of others', () => {
  itClaimsNoneOf(['contacts', 'kakaotalk', 'whatsapp'], ALL)
})
