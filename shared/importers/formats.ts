/** Every format that is read, one line each. The order means nothing: what a file is, its content says (IMP-2). */
import { contactCsv } from './contact-csv/index.ts'
import { discord } from './discord/index.ts'
import { facebookFriends } from './facebook-friends/index.ts'
import type { Format } from './format.ts'
import { kakaotalk } from './kakaotalk/index.ts'
import { line, lineAccount } from './line/index.ts'
import { instagram, messenger } from './meta/index.ts'
import { sarangbang } from './sarangbang/index.ts'
import { signal } from './signal/index.ts'
import { telegram } from './telegram/index.ts'
import { vcard } from './vcard/index.ts'
import { whatsapp } from './whatsapp/index.ts'

export const FORMATS: readonly Format[] = [
  sarangbang,
  ...[kakaotalk, whatsapp, line, lineAccount, telegram, signal, messenger, instagram, discord],
  ...[vcard, contactCsv, facebookFriends],
]
