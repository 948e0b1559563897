/** A hint of one or more sentences: lines break between sentences before they break within one. */
import { Fragment } from 'react'
import styles from './Sentences.module.css'

const SENTENCE_END = /(?<=[.?!]["'’”]?)\s+/u

export function Sentences({ text }: { readonly text: string }) {
  const sentences = text.split(SENTENCE_END)
  return sentences.map((sentence, place) => (
    // A sentence has no identity but its place; the text is drawn anew as a whole.
    <Fragment key={place}>
      {place > 0 && ' '}
      <span className={styles.sentence}>{sentence}</span>
    </Fragment>
  ))
}
