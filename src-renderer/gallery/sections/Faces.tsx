/** Avatars in their colours and sizes, the lattice, the marks of reach, and the panes that sum it up. */
import { AVATAR_COLOURS, Avatar, avatarColour, AvatarGroup, HouseMark, Lattice, ReachPanes, type ReachShape } from '../../ui/index.ts'
import { useGalleryWords } from '../gallery-words.ts'
import { FACES } from './people.ts'
import styles from './sections.module.css'

const REACHES = [
  { shape: 'straight', who: 'mum', what: 'straight', how: 'straightHow' },
  { shape: 'via', who: 'stranger', what: 'via', how: 'viaHow' },
  { shape: 'none', who: 'dad', what: 'none', how: 'noneHow' },
] as const

const SUMMED: readonly ReachShape[] = ['straight', 'straight', 'straight', 'via', 'none', 'none']
const SIZES = [20, 24, 32, 36, 40, 44, 56] as const

export function Faces() {
  const say = useGalleryWords()
  const family = FACES.map(({ account, key }) => ({ account, name: say(key) }))
  return (
    <div className={styles.wide}>
      <div className={styles.legend}>
        {REACHES.map(({ shape, who, what, how }) => [
          <Avatar key={shape} id={who} name={say(who)} size={40} reach={shape} isStone={who === 'stranger'} />,
          <div key={`${shape}-words`}>
            {say(what)}
            <small>{say(how)}</small>
          </div>,
        ])}
      </div>
      <div className={styles.wrap}>
        {AVATAR_COLOURS.map((colour) => (
          <Avatar key={colour} id={idOfColour(colour)} name={say('grandma')} size={32} isStone={colour === 'stone'} />
        ))}
      </div>
      <div className={styles.wrap}>
        {SIZES.map((size) => (
          <Avatar key={size} id="account-2" name={say('dad')} size={size} reach={size > 24 ? 'straight' : undefined} />
        ))}
      </div>
      <div className={styles.wrap}>
        {[2, 3, 4].map((count) => (
          <Lattice key={count} faces={family.slice(0, count)} />
        ))}
        <Lattice faces={family} size={72} />
        <Avatar id="room-1" name={say('family')} shape="room" />
        <AvatarGroup faces={[...family, ...family.map((face) => ({ ...face, account: `${face.account}x` }))]} />
        <ReachPanes shapes={SUMMED} />
        <HouseMark />
        <HouseMark size={24} />
      </div>
    </div>
  )
}

/** Some id that has this colour. */
function idOfColour(colour: string): string {
  for (let number = 0; number < 1_000; number += 1) if (avatarColour(`id-${number}`) === colour) return `id-${number}`
  return colour
}
