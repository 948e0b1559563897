/** `?`: every key there is, by where it works. */
import { useRef, useState } from 'react'
import { keyWords } from '../../../shared/i18n/index.ts'
import { Dialog, Kbd } from '../../ui/index.ts'
import { useWords } from '../words/index.ts'
import { keyCaps, type KeyName, useKeys } from './keys.ts'
import styles from './KeySheet.module.css'

const EVERYWHERE = [
  ['quickJump', 'quickJump'],
  ['newRoom', 'newRoom'],
  ['searchHere', 'searchHere'],
  ['place', 'places'],
  ['previousRoom', 'previousRoom'],
  ['nextRoom', 'nextRoom'],
  ['previousUnread', 'previousUnread'],
  ['nextUnread', 'nextUnread'],
  ['details', 'details'],
  ['settings', 'settings'],
  ['lock', 'lock'],
  ['nextPane', 'nextPane'],
  ['sheet', 'sheet'],
] as const satisfies readonly (readonly [KeyName, keyof typeof keyWords])[]

const ON_MESSAGE = [
  ['R', 'reply'],
  ['E', 'react'],
  ['F', 'forward'],
  ['C', 'copy'],
  ['P', 'pin'],
  ['W', 'where'],
  ['Del', 'remove'],
  ['Space', 'select'],
] as const satisfies readonly (readonly [string, keyof typeof keyWords])[]

const WRITING = [
  ['Enter', 'send'],
  ['Shift+Enter', 'newLine'],
  ['↑', 'editLast'],
  ['Esc', 'close'],
] as const satisfies readonly (readonly [string, keyof typeof keyWords])[]

/** Opened by its key, or by whoever is given `openSheet`. */
export function useKeySheet(): { readonly sheet: React.ReactNode; readonly open: () => void } {
  const [isOpen, setOpen] = useState(false)
  useKeys({ sheet: () => setOpen(!isOpen) })
  return { sheet: isOpen && <KeySheet onClose={() => setOpen(false)} />, open: () => setOpen(true) }
}

function KeySheet({ onClose }: { readonly onClose: () => void }) {
  const say = useWords(keyWords)
  const text = useRef<HTMLDivElement>(null)
  return (
    <Dialog isOpen width="wide" title={say('title')} onClose={onClose} initialFocus={text}>
      {/* Takes the focus, so that it is read and can be scrolled by keys. */}
      <div ref={text} tabIndex={0} role="group" aria-label={say('title')} className={styles.columns}>
        <Keys title={say('everywhere')} rows={EVERYWHERE.map(([name, word]) => [keyCaps(name), say(word)])} />
        <div>
          <Keys title={say('inRoom')} rows={ON_MESSAGE.map(([key, word]) => [[key], say(word)])} />
          <Keys title={say('writing')} rows={WRITING.map(([key, word]) => [key.split('+'), say(word)])} />
        </div>
      </div>
    </Dialog>
  )
}

function Keys({ title, rows }: { readonly title: string; readonly rows: readonly (readonly [readonly string[], string])[] }) {
  return (
    <section>
      <h3 className={styles.title}>{title}</h3>
      <dl>
        {rows.map(([caps, what]) => (
          <div key={what} className={styles.row}>
            <dt>{what}</dt>
            <dd>
              {caps.map((cap) => (
                <Kbd key={cap}>{cap}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
