/** Own addresses, for somebody who has to type one: only here, and only when asked for. */
import { useState } from 'react'
import { reachWords } from '../../../shared/i18n/index.ts'
import { Button, Dialog } from '../../ui/index.ts'
import { copyText } from '../invite/index.ts'
import { useWords } from '../words/index.ts'
import styles from './Addresses.module.css'

export interface AddressesProps {
  readonly addresses: readonly string[]
  readonly onClose: () => void
}

export function Addresses({ addresses, onClose }: AddressesProps) {
  const say = useWords(reachWords)
  const [copied, setCopied] = useState<string>()
  const copy = async (address: string) => {
    if (await copyText(address)) setCopied(address)
  }
  return (
    <Dialog isOpen title={say('myAddresses')} text={say('addressesText')} onClose={onClose}>
      {addresses.length === 0 && <p>{say('addressesNone')}</p>}
      <ul className={styles.list}>
        {addresses.map((address) => (
          <li key={address}>
            <code>{address}</code>
            <Button size="small" onClick={() => void copy(address)}>
              {say(copied === address ? 'copied' : 'copy')}
            </Button>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
