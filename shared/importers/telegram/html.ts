/**
 * `messages.html` and its continuations (IMP-34). Nothing is rendered, loaded or followed: tags are read for what they enclose, entities
 * become the characters they stand for. What never ends is dropped when it is longer than a line may be, and nesting is bounded.
 */
import { Parser } from 'htmlparser2'
import { IMPORT } from '../../limits.ts'
import type { Head, ImportSink, Reading, Recognition, Surroundings } from '../format.ts'
import { Conversation } from '../json/index.ts'
import type { ChatHead } from '../model.ts'
import { OnlyOffset } from './only-offset.ts'
import { draftOf, htmlTime, newMessage, trimmed, type HtmlMessage, type Part } from './html-message.ts'

export function recogniseHtml(head: Head): Recognition | undefined {
  if (!/<html|<div/i.test(head.text)) return undefined
  const isPage = /<div class="page_header">|<div class="page_wrap">/.test(head.text)
  const hasMessage = /<div class="message (?:default|service)[^"]{0,100}" id="message-?\d{1,15}"/.test(head.text)
  const isHistory = head.text.includes('<div class="history">')
  if (!hasMessage && !(isPage && isHistory && head.isWhole)) return undefined
  return { share: 1, variant: 'desktop-html', kind: 'chat', time: 'local', ...(hasMessage ? {} : { isEmpty: true }) }
}

export function openHtml(sink: ImportSink, around: Surroundings): Reading<string> {
  const reader = new HtmlReader(sink, around)
  return { push: (piece) => reader.push(piece), end: () => reader.end() }
}

/** Between two pushes to the parser at most this much, so that what it holds back stays bounded. */
const STEP_CHARACTERS = 64 * 1024

class HtmlReader {
  readonly #sink: ImportSink
  readonly #around: Surroundings
  readonly #parser: Parser
  readonly #offset = new OnlyOffset()
  #chat: Conversation | undefined
  #head: ChatHead = {}
  #author: string | undefined
  #number = 0
  #depth = 0
  /** Characters since something was understood. */
  #pending = 0
  #message: HtmlMessage | undefined
  #messageDepth = 0
  #forwardedDepth = 0
  #isReply = false
  /** What is being collected, and at which depth it began; 0: nothing. */
  #part: Part | 'chat' | undefined
  #partDepth = 0
  #skipDepth = 0
  #title = ''
  #emoji = ''

  constructor(sink: ImportSink, around: Surroundings) {
    this.#sink = sink
    this.#around = around
    this.#parser = new Parser({
      onopentag: (name, attributes) => this.#opened(name, attributes),
      onclosetag: () => this.#closed(),
      ontext: (text) => this.#text(text),
    })
  }

  push(piece: string): void {
    for (let at = 0; at < piece.length; at += STEP_CHARACTERS) {
      const step = piece.slice(at, at + STEP_CHARACTERS)
      this.#pending += step.length
      this.#parser.write(step)
      if (this.#pending > IMPORT.LINE_CHARACTERS) this.#giveUp()
    }
  }

  end(): void {
    const isOpen = this.#message !== undefined
    this.#parser.end()
    this.#finish()
    if (isOpen) this.#sink.warn(this.#number, 'ENDS_EARLY')
    if (this.#chat === undefined) this.#open()
  }

  #giveUp(): void {
    this.#finish()
    this.#sink.warn(this.#number, 'CUT_LINE')
    this.#parser.reset()
    this.#depth = 0
    this.#pending = 0
    this.#part = undefined
    this.#skipDepth = 0
  }

  #opened(name: string, attributes: Readonly<Record<string, string>>): void {
    this.#pending = 0
    this.#depth += 1
    const classes = (attributes['class'] ?? '').slice(0, 1024).split(' ')
    if (name === 'div' && classes.includes('message') && (classes.includes('default') || classes.includes('service'))) {
      this.#finish()
      this.#message = newMessage(classes, attributes['id'] ?? '')
      this.#messageDepth = this.#depth
    } else if (name === 'br') this.#text('\n')
    else if (this.#message === undefined) {
      if (this.#head.title === undefined && this.#number === 0 && classes.includes('text') && classes.includes('bold'))
        this.#collect('chat')
    } else this.#inside(this.#message, name, classes, attributes)
    if (this.#depth > IMPORT.JSON_DEPTH) this.#giveUp()
  }

  #inside(message: HtmlMessage, name: string, classes: readonly string[], attributes: Readonly<Record<string, string>>): void {
    if (this.#part !== undefined) {
      // The date of a forwarded message stands inside its author's name.
      if (this.#part !== 'text' && classes.includes('details') && this.#skipDepth === 0) this.#skipDepth = this.#depth
      return
    }
    const has = (word: string): boolean => classes.includes(word)
    const media = attributes['href']
    if (message.isService) {
      if (has('body')) this.#collect('service')
    } else if (has('forwarded')) this.#forwardedDepth = this.#depth
    else if (has('date') && attributes['title'] !== undefined) {
      if (this.#forwardedDepth === 0) message.date ??= attributes['title']
    } else if (has('from_name')) this.#collect(this.#forwardedDepth > 0 ? 'forwarded' : 'author')
    else if (has('text')) this.#collect('text')
    else if (has('reply_to')) this.#isReply = true
    else if (this.#isReply && name === 'a') {
      const number = /#go_to_message(\d{1,15})$/.exec((media ?? '').slice(-200))?.[1]
      if (number !== undefined) message.answers = Number(number)
      this.#isReply = false
    } else if (has('emoji')) this.#collect('emoji')
    else if (has('userpic') && this.#emoji !== '' && attributes['title'] !== undefined) {
      if (message.reactions.length < REACTIONS) message.reactions.push({ emoji: this.#emoji, by: attributes['title'] })
    } else if (has('media') || classes.some((word) => word.endsWith('_wrap') && MEDIA.has(word))) {
      if (message.media.length < MEDIA_PER_MESSAGE) message.media.push({ classes: classes.join(' '), href: (media ?? '').slice(0, 4096) })
    } else if (message.media.length > 0 && has('title')) this.#collect('title')
    else if (message.media.length > 0 && has('status')) this.#collect('status')
  }

  #collect(part: Part | 'chat'): void {
    this.#part = part
    this.#partDepth = this.#depth
    if (part === 'emoji') this.#emoji = ''
  }

  #closed(): void {
    this.#pending = 0
    if (this.#depth === this.#skipDepth) this.#skipDepth = 0
    if (this.#part !== undefined && this.#depth === this.#partDepth) this.#collected()
    if (this.#depth === this.#forwardedDepth) this.#forwardedDepth = 0
    if (this.#message !== undefined && this.#depth === this.#messageDepth) this.#finish()
    this.#depth = Math.max(0, this.#depth - 1)
  }

  #collected(): void {
    if (this.#part === 'chat') {
      const title = trimmed(this.#title)
      if (title !== '') this.#learn({ title })
    }
    this.#part = undefined
    this.#skipDepth = 0
  }

  #text(text: string): void {
    this.#pending = 0
    const part = this.#part
    if (part === undefined || this.#skipDepth > 0) return
    if (part === 'chat') this.#title = (this.#title + text).slice(0, IMPORT.HEAD_CHARACTERS)
    else if (part === 'emoji') this.#emoji = (this.#emoji + text.trim()).slice(0, 64)
    else if (this.#message !== undefined) {
      const held = this.#message.parts.get(part) ?? ''
      // One character above the limit makes the record say that it was cut.
      if (held.length <= IMPORT.LINE_CHARACTERS) this.#message.parts.set(part, (held + text).slice(0, IMPORT.LINE_CHARACTERS + 1))
    }
  }

  #finish(): void {
    const message = this.#message
    this.#message = undefined
    this.#part = undefined
    this.#skipDepth = 0
    this.#forwardedDepth = 0
    this.#isReply = false
    this.#emoji = ''
    // Day separators are layout: a negative number, no author, no time.
    if (message === undefined || (message.isService && (message.id ?? 0) < 0)) return
    this.#number += 1
    const name = trimmed(message.parts.get('author') ?? '')
    if (!message.isService && !message.isJoined) this.#author = name === '' ? undefined : name
    const { time, offsetMinutes } = htmlTime(message.date)
    const chat = this.#open()
    if (this.#offset.note(offsetMinutes)) this.#learn({ utcOffsetMinutes: this.#offset.only })
    chat.add(draftOf(message, this.#author, time, this.#around), this.#number, this.#number, message.isService)
  }

  #open(): Conversation {
    return (this.#chat ??= new Conversation(this.#sink.chat(this.#head)))
  }

  #learn(more: ChatHead): void {
    this.#head = { ...this.#head, ...more }
    this.#chat?.learn(this.#head)
  }
}

const REACTIONS = 1000
const MEDIA_PER_MESSAGE = 100
const MEDIA: ReadonlySet<string> = new Set(['photo_wrap', 'video_file_wrap', 'sticker_wrap', 'animated_wrap', 'round_video_wrap'])
