/** The report for whoever helps: without names and addresses, unless they are chosen for this once (DOC-8). */
import { Copy } from 'lucide-react'
import { useState } from 'react'
import type { DoctorReport } from '../../../shared/doctor/index.ts'
import { doctorWords, reportText } from '../../../shared/i18n/index.ts'
import { Button, Panel, SwitchRow } from '../../ui/index.ts'
import { copyText } from '../invite/index.ts'
import { useLanguage, useWords } from '../words/index.ts'
import styles from './Doctor.module.css'

export function CopyReport({ report }: { readonly report: DoctorReport }) {
  const say = useWords(doctorWords)
  const language = useLanguage()
  const [isWhole, setWhole] = useState(false)
  const [copied, setCopied] = useState<string>()
  const text = reportText(report, language, isWhole)
  const copy = async () => {
    if (await copyText(text)) setCopied(text)
  }
  return (
    <Panel className={styles.copy}>
      <SwitchRow title={say('withNames')} text={say('withNamesText')} isOn={isWhole} onChange={setWhole} />
      <div className={styles.copyAct}>
        <Button size="small" icon={Copy} onClick={() => void copy()}>
          {say(copied === text ? 'copied' : 'copy')}
        </Button>
      </div>
    </Panel>
  )
}
