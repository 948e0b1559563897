/**
 * Whether this Wi-Fi answers in the place of a website, as sign-in pages do (DOC-7): one request without encryption to the website a person
 * chose, nothing followed, little read. What comes back is untrusted bytes; they are compared and dropped.
 */
import { request } from 'node:http'
import type { DoctorFacts } from '../../../shared/doctor/index.ts'
import { RESOURCE } from '../../../shared/limits.ts'

type PortalFact = NonNullable<DoctorFacts['portal']>

/** The address as it is kept, or undefined for what is not asked: anything but plain `http://`, with a name and no secret in it. */
export function portalAddress(text: string): string | undefined {
  if (text.length > RESOURCE.PORTAL_ADDRESS_CHARACTERS || !URL.canParse(text)) return undefined
  const url = new URL(text)
  const isPlain = url.protocol === 'http:' && url.username === '' && url.password === '' && url.hostname !== ''
  url.hash = ''
  return isPlain && url.href.length <= RESOURCE.PORTAL_ADDRESS_CHARACTERS ? url.href : undefined
}

/** Never rejects, and takes RESOURCE.PORTAL_MS at most. */
export function askPortal(address: string, signal?: AbortSignal): Promise<PortalFact> {
  const timeout = AbortSignal.timeout(RESOURCE.PORTAL_MS)
  return new Promise((resolve) => {
    const asking = request(address, {
      agent: false,
      signal: signal === undefined ? timeout : AbortSignal.any([timeout, signal]),
      maxHeaderSize: RESOURCE.PORTAL_BYTES,
      headers: { 'cache-control': 'no-cache', 'user-agent': 'sarangbang' },
    })
    const end = (fact: PortalFact): void => {
      resolve(fact)
      asking.destroy()
    }
    asking.on('error', (error) => end('code' in error && String(error.code).startsWith('HPE_') ? 'unclear' : 'no-answer'))
    asking.on('response', (response) => {
      const { statusCode = 0 } = response
      const early = byStatus(statusCode)
      if (early !== undefined) return end(early)
      let text = ''
      response.setEncoding('latin1')
      response.on('data', (part: string) => {
        text += part
        if (text.length >= RESOURCE.PORTAL_BYTES) end('sign-in')
      })
      response.on('end', () => end(EXPECTED.test(text) ? 'clear' : 'sign-in'))
      response.on('error', () => end('no-answer'))
    })
    asking.end()
  })
}

/** What the websites that systems ask for this say: nothing at all, or one of these. */
const EXPECTED =
  /^\s*(?:success|Microsoft (?:Connect Test|NCSI)|NetworkManager is online|<HTML><HEAD><TITLE>Success<\/TITLE><\/HEAD><BODY>Success<\/BODY><\/HTML>)\s*$/i

/** Undefined: the body has to say. */
function byStatus(status: number): PortalFact | undefined {
  if (status === 204) return 'clear'
  if ((status >= 300 && status < 400) || status === 511) return 'sign-in'
  return status === 200 ? undefined : 'unclear'
}
