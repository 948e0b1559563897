/** Every scene, and what is to be seen of it. To add a screen, add a line. */
import { playChicken, playFamily, playGiven, playInvitations, playMoved, playReturn, playSalon } from '../../test/scenes/index.ts'
import { FAMILY_SCREENS } from './family-screens.ts'
import { MOVING_IN_SCREENS } from './moving-in-screens.ts'
import { GIVEN_SCREENS } from './given-screens.ts'
import { INVITATION_SCREENS } from './invitation-screens.ts'
import { CONTACT_SCREENS, playReturnContact, RETURN_SCREENS } from './return-screens.ts'
import { DOOR_SCREENS, playDoor } from './door-scenes.ts'
import { MOVED_SCREENS } from './moved-screens.ts'
import { SALON_SCREENS } from './salon-screens.ts'
import { type Album, album } from './screen.ts'
import { SHOWN_FILES_SCREENS } from './shown-files-screens.ts'
import { playReady, READY_SCREENS } from './ready-screens.ts'
import { playAlone } from './small-scenes.ts'
import { TAKING_OUT_SCREENS } from './taking-out-screens.ts'
import { playStolen, STOLEN_SCREENS } from './stolen-screens.ts'

export const ALBUMS: readonly Album[] = [
  album('family', playFamily, [...MOVING_IN_SCREENS, ...FAMILY_SCREENS, ...TAKING_OUT_SCREENS, ...SHOWN_FILES_SCREENS]),
  album('salon', playSalon, SALON_SCREENS),
  album('chicken', playChicken, [
    { name: 'chicken-rooms', open: ({ page }) => page.getByRole('link', { name: /직원방|staff/ }).waitFor() },
    {
      name: 'chicken-room',
      open: async ({ page, go, scene }) => {
        await go(`/rooms/${scene.rooms.staff.id}`)
        await page.getByRole('feed').getByRole('article').last().waitFor()
      },
    },
    {
      name: 'chicken-reach',
      open: async ({ page, go }) => (
        await go('/reach'),
        await page
          .getByText(/미영|Miyoung/)
          .first()
          .waitFor()
      ),
    },
  ]),
  album('moved', playMoved, MOVED_SCREENS),
  album('invitations', playInvitations, INVITATION_SCREENS),
  album('door', playDoor, DOOR_SCREENS),
  album('return', playReturn, RETURN_SCREENS),
  album('stolen', playStolen, STOLEN_SCREENS),
  album('return-contact', playReturnContact, CONTACT_SCREENS),
  album('ready', playReady, READY_SCREENS),
  album('given', playGiven, GIVEN_SCREENS),
  album('alone', playAlone, [
    { name: 'empty-rooms', open: ({ page }) => page.getByText(/불은 켜 두었어요|The light is on/).waitFor() },
    {
      name: 'empty-people',
      open: async ({ page, go }) => (await go('/people'), await page.getByText(/아직 아무도 없어요|Nobody here yet/).waitFor()),
    },
    { name: 'empty-ready', open: async ({ page, go }) => (await go('/ready'), await page.getByRole('heading').first().waitFor()) },
    { name: 'empty-reach', open: async ({ page, go }) => (await go('/reach'), await page.getByRole('main').waitFor()) },
  ]),
]
