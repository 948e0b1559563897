/** People whose networks do not touch: how they come to live in an internet of namespaces, and what is asked of them there. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect } from 'vitest'
import type * as v from 'valibot'
import { init, meetByLink, say, textsIn } from './acts.ts'
import { answers } from './cli-shapes.ts'
import { examine, told } from './doctor-acts.ts'
import { createInternet, type Internet } from './internet.ts'
import type { Machine } from './machine.ts'
import { Person } from './person.ts'

const HELP = / (?:reached-from-afar|not-from-afar|router-\w+|through-others|others-through-us|kept-\w+-us)\b/

export interface FarWorld {
  /** An internet of its own for this test, gone with it. */
  world(): Internet
  living(name: string, at: Machine, args?: readonly string[]): Promise<Person>
}

/** To be called where tests are declared. */
export function aFarWorld(): FarWorld {
  let internet: Internet | undefined
  let folder = ''
  afterEach(async () => {
    await internet?.close()
    if (folder !== '') rmSync(folder, { recursive: true, force: true })
  })
  return {
    world() {
      folder = mkdtempSync(join(tmpdir(), 'sarangbang-far-'))
      internet = createInternet()
      return internet
    },
    async living(name, at, args = []) {
      const person = new Person(name, at, join(folder, name))
      await init(person)
      await person.serve(args)
      return person
    },
  }
}

/** Offers to relay, and both of the others are its contacts and have a place there. */
export async function relayFor(shop: Person, others: readonly Person[]): Promise<void> {
  await shop.ask(answers.settings, ['settings', 'relay', 'on'])
  await Promise.all(
    others.map(async (other) => {
      await meetByLink(shop, other)
      await other.until(async () => expect(await relaysOf(other)).toContain(shop.name))
    }),
  )
}

export const outsideOf = async (person: Person): Promise<v.InferOutput<typeof answers.status>['outside']> =>
  (await person.ask(answers.status, ['status'])).outside
export const relaysOf = async (person: Person): Promise<readonly (string | undefined)[]> =>
  (await outsideOf(person)).relays.map(({ name }) => name)

/** What the doctor says of ways from outside and of who lends a hand. */
export const helpTold = async (person: Person): Promise<readonly string[]> =>
  told((await examine(person)).report).filter((line) => HELP.test(line))

/** Each says something, and both have both. */
export async function talk(mum: Person, dad: Person, word: string): Promise<void> {
  await say(mum, 'Dad', `${word} from Mum`)
  await say(dad, 'Mum', `${word} from Dad`)
  for (const [person, other] of [
    [mum, 'Dad'],
    [dad, 'Mum'],
  ] as const) {
    await person.until(async () =>
      expect(await textsIn(person, other)).toEqual(expect.arrayContaining([`${word} from Mum`, `${word} from Dad`])),
    )
  }
}
