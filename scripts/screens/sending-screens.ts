/** What Jiwoo is about to send: the tray, the menu, the recorder, a card, a place. Nothing of it goes out. */
import { introducingWords, recorderWords, trayWords } from '../../shared/i18n/index.ts'
import type { FamilyScene } from '../../test/scenes/index.ts'
import type { Screen, Visit } from './screen.ts'

type Seen = Visit<FamilyScene>

const SCREENS: readonly Screen<FamilyScene>[] = [
  { name: 'sending-menu', open: openMenu },
  { name: 'sending-tray', open: fillTray },
  {
    name: 'sending-sizes',
    async open(seen) {
      await fillTray(seen)
      await seen.page.getByRole('button', { name: /^(크기: 보통|Size: Normal)/ }).click()
      await seen.page.getByRole('menuitemradio').first().waitFor()
    },
  },
  { name: 'sending-recorder', open: record },
  {
    name: 'sending-review',
    async open(seen) {
      await record(seen)
      await seen.page.getByRole('button', { name: seen.say(recorderWords.stop) }).click()
      await seen.page.getByRole('slider').waitFor()
    },
  },
  {
    name: 'sending-card',
    async open(seen) {
      await openMenu(seen)
      await seen.page.getByRole('menuitem', { name: seen.say(trayWords.card) }).click()
      await seen.page.getByRole('radio').nth(1).check()
    },
  },
  {
    name: 'sending-place',
    async open(seen) {
      await openMenu(seen)
      await seen.page.getByRole('menuitem', { name: seen.say(trayWords.spot) }).click()
      const name = seen.say({ ko: '서울역', en: 'Seoul Station' })
      await seen.page.getByLabel(seen.say(introducingWords.where)).fill(`https://map.kakao.com/link/map/${name},37.5547,126.9707`)
    },
  },
]

/** Nothing was begun by the picture before. */
export const SENDING_SCREENS = SCREENS.map((screen) => ({
  ...screen,
  before: ({ self, rooms }: FamilyScene) => self.ask('rooms.saveDraft', { room: rooms.family.id, draft: null }),
}))

async function inFamily({ page, go, scene }: Seen): Promise<void> {
  await go(`/rooms/${scene.rooms.family.id}`)
  await page.getByRole('feed').getByRole('article').last().waitFor()
}

async function openMenu(seen: Seen): Promise<void> {
  await inFamily(seen)
  await seen.page.getByRole('button', { name: seen.say(trayWords.attach) }).click()
  await seen.page.getByRole('menuitem').first().waitFor()
}

/** Two landscapes as large as a telephone takes them, and a list of prices. */
async function fillTray(seen: Seen): Promise<void> {
  await inFamily(seen)
  const { page, say } = seen
  const file = say({ ko: '10월 가격표.pdf', en: 'Prices in October.pdf' })
  await page.evaluate(`(async () => {
    const data = new DataTransfer()
    for (const [sky, hill] of [['#f6d9a8', '#b8663b'], ['#a9cfd6', '#5f8a5a']]) {
      const canvas = new OffscreenCanvas(3600, 2700)
      const context = canvas.getContext('2d')
      context.fillStyle = sky
      context.fillRect(0, 0, 3600, 2700)
      context.fillStyle = hill
      context.beginPath()
      context.ellipse(1500, 2800, 2600, 1500, 0.2, 0, 7)
      context.fill()
      for (let at = 0; at < 9000; at++) {
        context.fillStyle = 'hsl(40 30% ' + (30 + (at * 37) % 60) + '% / .25)'
        context.fillRect((at * 7919) % 3600, (at * 104729) % 2700, 60, 40)
      }
      const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.97 })
      data.items.add(new File([blob], 'photo.jpg', { type: 'image/jpeg' }))
    }
    data.items.add(new File([new Uint8Array(182000)], ${JSON.stringify(file)}, { type: 'application/pdf' }))
    document.querySelector('[data-composer] textarea').dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))
  })()`)
  await page
    .getByRole('textbox', { name: /보내기|Write/ })
    .last()
    .fill(say({ ko: '오늘 점심이에요', en: 'Today’s lunch' }))
  await page
    .getByRole('list', { name: say(trayWords.tray) })
    .locator('img')
    .nth(1)
    .waitFor()
  await page.getByRole('button', { name: /^(크기: 보통|Size: Normal)/ }).waitFor()
}

/** Somebody speaks: this machine has no microphone, so the page is given a voice of its own making. */
async function record(seen: Seen): Promise<void> {
  await inFamily(seen)
  const { page, say } = seen
  await page.evaluate(`{
    navigator.mediaDevices.getUserMedia = async () => {
      const context = new AudioContext()
      const voice = context.createOscillator()
      const loudness = context.createGain()
      const out = context.createMediaStreamDestination()
      voice.frequency.value = 180
      for (let at = 0; at < 200; at++) loudness.gain.linearRampToValueAtTime(Math.abs(Math.sin(at * 1.7) * Math.sin(at / 5)) * 0.5, context.currentTime + at / 8)
      voice.connect(loudness).connect(out)
      voice.start()
      return out.stream
    }
  }`)
  await page.getByRole('button', { name: say(recorderWords.record) }).press('Enter')
  await page.getByRole('timer').getByText('0:03').waitFor()
}
