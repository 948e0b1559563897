/**
 * Houses on one real network: each in a namespace of its own on a switch, found by multicast as at home, and its page in a browser that runs
 * beside it. Everything is gone when the test ends; it fails when any page complained.
 */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { expect, it } from 'vitest'
import { chromiumPath } from '../../scripts/needs.ts'
import { launchChromium, type Look, openView, type View } from '../harness/browser/index.ts'
import { type House, houseServed } from '../harness/houses/index.ts'
import { createLan, type Host, whyNoHosts } from '../peers/netns.ts'

export interface Neighbour {
  readonly house: House
  readonly view: View
}

/** One neighbour for each name, with the page open. */
export function itOnAStreet(
  name: string,
  names: readonly string[],
  body: (...neighbours: Neighbour[]) => Promise<void>,
  look: Partial<Look> = {},
): void {
  onStreet(name, names, 0, ({ neighbours }) => body(...neighbours), look)
}

interface Street {
  readonly neighbours: readonly Neighbour[]
  /** Somebody whose computer is gone comes back with the words of paper, on an empty one. */
  comeBack(who: string): Promise<Neighbour>
}

/** With room for one more computer, and everybody's words on paper. */
export function itWhereSomebodyReturns(name: string, names: readonly string[], body: (street: Street) => Promise<void>): void {
  onStreet(name, names, 1, body, {})
}

function onStreet(
  name: string,
  names: readonly string[],
  empty: number,
  body: (street: Street) => Promise<void>,
  look: Partial<Look>,
): void {
  it.skipIf(whyNoHosts() !== undefined)(name, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sarangbang-street-'))
    const lan = createLan({ hosts: names.length + empty })
    const houses: House[] = []
    const browsers: Browser[] = []
    const views: View[] = []
    const moveIn = async (who: string, host: Host, isBack: boolean): Promise<Neighbour> => {
      const profile = join(folder, host.name)
      const words = { file: join(folder, `${who}.words`), isBack }
      const house = await houseServed({ profile, name: who, deviceName: `${who} 노트북`, language: 'ko', isOnLan: true, words }, host)
      houses.push(house)
      await house.start()
      const browser = await launchChromium({ through: throughHost(folder, host) })
      browsers.push(browser)
      const view = await openView(browser, house, look)
      views.push(view)
      return { house, view }
    }
    try {
      const neighbours = await Promise.all(names.map((who, place) => moveIn(who, hostAt(lan.hosts, place), false)))
      await body({ neighbours, comeBack: (who) => moveIn(who, hostAt(lan.hosts, names.length), true) })
      expect(views.flatMap((view) => view.troubles())).toEqual([])
    } finally {
      await Promise.allSettled(browsers.map((browser) => browser.close()))
      await Promise.allSettled(houses.map((house) => house.stop()))
      await lan.close()
      rmSync(folder, { recursive: true, force: true })
    }
  })
}

function hostAt(hosts: readonly Host[], place: number): Host {
  const host = hosts[place]
  if (host === undefined) throw new RangeError(`no host ${place}`)
  return host
}

function throughHost(folder: string, host: Host): string {
  const file = join(folder, `${host.name}-chromium`)
  writeFileSync(file, `#!/bin/sh\nexec ip netns exec ${host.name} ${chromiumPath() ?? 'chromium'} "$@"\n`)
  chmodSync(file, 0o755)
  return file
}
