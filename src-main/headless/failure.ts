/**
 * How a command ends early. In a command line every expected failure ends the one thing that was asked for, so here, and only here, it
 * travels as an exception to the single place that prints it.
 */
import type { Entry } from '../../shared/i18n/index.ts'

/** Exit 1: it was understood and could not be done. `detail` is data that helps, such as the candidates of an ambiguous name. */
export class CommandFailure extends Error {
  readonly code: string
  readonly detail: string | undefined

  constructor(code: string, detail?: string) {
    super(detail === undefined ? code : `${code}: ${detail}`)
    this.code = code
    this.detail = detail
  }
}

/** Exit 2: it was not understood. */
export class UsageFailure extends Error {
  readonly text: Entry

  constructor(text: Entry) {
    super(text.en)
    this.text = text
  }
}
