/**
 * `npm run demo`: Mum, Dad and the shop as three real engines on this computer, on loopback only, in profiles that are gone afterwards. They
 * meet, talk, fall apart (Mum's cable is pulled), Dad loses power while he writes, the cable is plugged in, and all three show the same.
 * Everything goes through the command line. Exit code 0 only when they agree and nothing that was told as sent is missing.
 */
import { isBuildFresh } from './launch/build-state.mjs'
import { createNarrator } from './demo/narrator.ts'
import { playStory } from './demo/story.ts'
import { build } from './electron-build.ts'

const narrator = createNarrator(process.env)
if (!isBuildFresh()) {
  narrator.tell({ en: 'Building first; the next time this is quick.', ko: '먼저 빌드할게요. 다음부터는 금방이에요.' })
  if (!build()) process.exit(1)
}
process.exitCode = (await playStory(narrator)) ? 0 : 1
