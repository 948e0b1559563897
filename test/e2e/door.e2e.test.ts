import { expect } from 'vitest'
import { itAtHome } from './at-home.ts'

itAtHome('the page opens with its one-time address, shows who I am, and can be used without eyes or mouse', async (home) => {
  const jiwoo = await home.openHouse({ name: '김지우' })
  const view = await home.page(jiwoo)
  await view.page.getByRole('navigation').waitFor()
  // The token is spent: it must not stay where it is bookmarked.
  expect(view.page.url()).not.toMatch(/#[A-Za-z0-9_-]{43}/)
  await home.expectAccessible(view)
})

itAtHome('the page of one person speaks Korean and of the other English, as each of them chose', async (home) => {
  const [jiwoo, alex] = await Promise.all([home.openHouse({ name: '지우' }), home.openHouse({ name: 'Alex', language: 'en' })])
  const [korean, english] = [await home.page(jiwoo), await home.page(alex)]
  await korean.page.getByRole('link', { name: '설정' }).waitFor()
  await english.page.getByRole('link', { name: 'Settings' }).waitFor()
})
