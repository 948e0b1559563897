/** An engine in this very process: with the clock of a scene, and many at once without a process each. */
import { fileURLToPath } from 'node:url'
import { createEngine, makeProfile, restoreProfile } from '../../../src-main/engine/index.ts'
import type { Result } from '../../../shared/result.ts'
import { House, type Lit } from './house.ts'
import type { SceneClock } from './scene-clock.ts'

/** Serves the page as `npm run build` makes it. */
const DOOR = { host: '127.0.0.1', port: 0, files: fileURLToPath(new URL('../../../out/renderer', import.meta.url)) }

export interface HereOptions {
  readonly profile: string
  readonly name: string
  readonly deviceName: string
  readonly language: 'ko' | 'en'
  readonly clock?: SceneClock
  readonly mdns: boolean
  /** The account of these twelve words, instead of a new one. */
  readonly words?: string
  /** The twelve words stay where they can be asked for. */
  readonly keepsWords?: boolean
  /** Default 127.0.0.1. */
  readonly host?: string
}

/** An account in a new profile, not started yet. */
export async function houseHere(options: HereOptions): Promise<House> {
  const { profile, name, deviceName, language, clock, words, keepsWords = false, host = '127.0.0.1' } = options
  const timed = clock === undefined ? {} : { clock }
  const wanted = { profile, name, deviceName, language, ...timed }
  const { account } = valueOf(
    words === undefined ? await makeProfile({ ...wanted, keepWords: keepsWords }) : await restoreProfile({ ...wanted, words }),
  )
  const light = async (): Promise<Lit> => {
    const engine = valueOf(
      await createEngine({
        profile,
        network: 'on',
        listen: [`/ip4/${host}/tcp/0`],
        mdns: options.mdns,
        page: DOOR,
        local: false,
        ...timed,
      }),
    )
    return {
      client: await engine.attach('cli'),
      pageUrl() {
        const url = engine.pageUrl()
        if (url === undefined) throw new Error('no door for pages')
        return url
      },
      stop: () => engine.stop(),
    }
  }
  return new House({ name, language, account }, { light })
}

function valueOf<T>(result: Result<T, string>): T {
  if (!result.ok) throw new Error(result.code)
  return result.value
}
