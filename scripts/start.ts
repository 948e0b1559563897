/**
 * `npm start`: a current build, then the always-on service. Arguments are passed on: `npm start -- --name Mum --profile DIR`.
 */
import { isBuildFresh } from '../bin/build-state.mjs'
import { build } from './electron-build.ts'
import { stopWithParent } from './stop-with-parent.ts'

if (isBuildFresh() || build()) {
  stopWithParent()
  process.argv.splice(2, 0, 'serve')
  await import('../bin/sarangbang.mjs')
} else {
  process.stderr.write('The build failed, so nothing was started.\n')
  process.exitCode = 1
}
