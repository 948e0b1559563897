/** The main places: a rail at the side, a tab bar at the bottom where there is one pane. */
import { houseWords } from '../../../shared/i18n/index.ts'
import { unreadCount } from '../../../shared/notice/index.ts'
import { Avatar, Badge, HouseMark, Icon, VisuallyHidden } from '../../ui/index.ts'
import { useEngine } from '../engine/index.ts'
import { formatRoute, useRoute } from '../route/index.ts'
import { TransferIndicator } from '../transfers/index.ts'
import { useWords } from '../words/index.ts'
import { type Place, PLACES, placeOf } from './places.ts'
import styles from './Rail.module.css'

export function Rail() {
  const say = useWords(houseWords)
  const me = useEngine((state) => state.me)
  return (
    <nav className={styles.rail} aria-label={say('mainMenu')} data-pane="rail">
      <HouseMark className={styles.mark} />
      {PLACES.map((place) => (
        <PlaceLink key={place.name} place={place} className={styles.item} />
      ))}
      <div className={styles.foot}>
        <TransferIndicator isInRail />
        {me !== undefined && (
          <a className={styles.me} href={formatRoute({ page: 'settings', section: 'me' })}>
            <VisuallyHidden>{say('profile')}</VisuallyHidden>
            <Avatar id={me.account} name={me.name} picture={me.picture} size={36} />
          </a>
        )}
      </div>
    </nav>
  )
}

export function TabBar() {
  const say = useWords(houseWords)
  return (
    <nav className={styles.tabs} aria-label={say('mainMenu')} data-pane="rail">
      {PLACES.map((place) => (
        <PlaceLink key={place.name} place={place} className={styles.item} />
      ))}
    </nav>
  )
}

function PlaceLink({ place, className }: { readonly place: Place; readonly className: string | undefined }) {
  const say = useWords(houseWords)
  const isHere = placeOf(useRoute()) === place.name
  const count = usePlaceCount(place.name)
  return (
    <a className={className} href={formatRoute(place.route)} aria-current={isHere ? 'page' : undefined}>
      <Icon icon={place.icon} size={22} />
      {say(place.name)}
      {count > 0 && <VisuallyHidden>{say(place.name === 'rooms' ? 'unread' : 'knocking', { count })}</VisuallyHidden>}
      {count > 0 && <Badge count={count} isSmall className={styles.badge} />}
    </a>
  )
}

/** Unread messages of rooms that may ask for attention; knocks and asks that wait for an answer. */
function usePlaceCount(name: Place['name']): number {
  return useEngine(({ rooms, knocks, carryAsks }) => {
    if (name === 'people')
      return knocks.filter(({ direction, state }) => direction === 'in' && state === 'waiting').length + carryAsks.length
    if (name !== 'rooms') return 0
    return unreadCount(rooms ?? [], Date.now())
  })
}
