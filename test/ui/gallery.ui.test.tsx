/** Every section of the gallery, by day and by night, under the rules of axe; and the gallery as a whole page, in both languages. */
import axe from 'axe-core'
import { describe, expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { Gallery } from '../../src-renderer/gallery/Gallery.tsx'
import { SECTIONS } from '../../src-renderer/gallery/sections/index.ts'
import { GhostRows } from '../../src-renderer/ui/index.ts'
import { draw } from './draw.tsx'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
/** A section is no page: it has neither a heading of the first rank nor landmarks of its own. */
const OF_PAGES = { region: { enabled: false }, 'page-has-heading-one': { enabled: false }, 'heading-order': { enabled: false } }

async function findings(context: Element | Document, rules: axe.RunOptions['rules'] = {}): Promise<readonly string[]> {
  const { violations } = await axe.run(context, { runOnly: RULES, rules, resultTypes: ['violations'] })
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
}

const cases = SECTIONS.flatMap(({ name, Section }) => (['light', 'dark'] as const).map((theme) => ({ name, Section, theme })))

describe('the gallery', () => {
  it.each(cases)('shows $name without fault in the $theme theme', async ({ Section, theme }) => {
    const { container } = draw(<Section />, { theme })
    await expect.poll(() => container.childElementCount).toBeGreaterThan(0)
    await settled()
    expect(await findings(container, OF_PAGES)).toEqual([])
  })

  it.each(['ko', 'en'])('is a page without fault in %s', async (language) => {
    draw(<Gallery />)
    document.documentElement.lang = language
    await expect.element(page.getByRole('heading', { level: 1 })).toHaveTextContent(language === 'ko' ? '부품과 상태' : 'Parts and states')
    await settled()
    expect(await findings(document)).toEqual([])
  })

  it('would say so if something were wrong', async () => {
    const { container } = draw(<input />)
    await expect.poll(() => container.querySelector('input')).not.toBeNull()
    expect(await findings(container, OF_PAGES)).toEqual([expect.stringContaining('label')])
  })

  it('shows ghosts only after a while', async () => {
    const { container } = draw(<GhostRows count={2} />)
    await expect.poll(() => container.querySelectorAll('[role=status] > [aria-hidden]').length).toBe(2)
  })
})

/** Colours that are still changing would be measured halfway. */
async function settled(): Promise<void> {
  await Promise.all(
    document
      .getAnimations()
      .filter((animation) => animation.effect?.getComputedTiming().iterations !== Infinity)
      .map(({ finished }) => finished),
  )
}
