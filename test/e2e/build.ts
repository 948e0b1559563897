/** Before the first end-to-end test: what is tested is the build, so it has to be of these sources. */
import { isBuildFresh } from '../../scripts/launch/build-state.mjs'
import { build } from '../../scripts/electron-build.ts'

export function setup(): void {
  if (!isBuildFresh() && !build()) throw new Error('the build failed')
}
