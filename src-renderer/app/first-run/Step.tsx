/** One question: where we are, what is asked, and at the bottom the one main button. The title takes the focus, so that it is read first. */
import { type ReactNode, useEffect, useRef } from 'react'
import { Sentences, Steps } from '../../ui/index.ts'
import styles from './Step.module.css'

const STEPS = 4

export interface StepProps {
  /** 1 to 4; absent beside the way. */
  readonly step?: number
  readonly title: string
  readonly text?: string
  readonly children: ReactNode
  /** Buttons: what leads back first, the main one last. */
  readonly acts: ReactNode
}

export function Step({ step, title, text, children, acts }: StepProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    const hasField = heading.current?.parentElement?.querySelector(':focus') !== null
    if (!hasField) heading.current?.focus()
  }, [])
  return (
    <section className={styles.step}>
      {step !== undefined && <Steps step={step} of={STEPS} className={styles.bars} />}
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {text !== undefined && (
        <p className={styles.text}>
          <Sentences text={text} />
        </p>
      )}
      <div className={styles.body}>{children}</div>
      {acts !== null && <div className={styles.acts}>{acts}</div>}
    </section>
  )
}
