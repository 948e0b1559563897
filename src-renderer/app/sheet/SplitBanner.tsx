/**
 * The network is split: who is on this side, who on the other. Calm news, not an alarm: sending works as always. It folds to its title, and
 * closes the line between both sides when they are joined again.
 */
import { Unplug } from 'lucide-react'
import { useState } from 'react'
import { roomWords } from '../../../shared/i18n/index.ts'
import type { RoomId } from '../../../shared/ids/index.ts'
import type { MemberView } from '../../../shared/messenger/index.ts'
import { Avatar, AvatarGroup, Button, classNames, Icon, Popover, SectionLabel, useNarrow, VisuallyHidden } from '../../ui/index.ts'
import { formatRoute } from '../route/index.ts'
import { useReachText } from '../reach/index.ts'
import { useWords } from '../words/index.ts'
import styles from './SplitBanner.module.css'
import type { Split } from './split.ts'
import { useSplit } from './use-split.ts'

export function SplitBanner({ room }: { readonly room: RoomId }) {
  const say = useWords(roomWords)
  const shown = useSplit(room)
  const isNarrow = useNarrow()
  const [isFolded, setFolded] = useState(false)
  const [anchor, setAnchor] = useState<Element>()
  if (shown.phase === 'none') return null
  const { split } = shown
  const isHealed = shown.phase === 'healed'
  const namesOf = (people: readonly MemberView[]) => people.map(({ me, name }) => (me ? say('me') : name)).join(', ')
  const title = isHealed ? healedText(shown.delivered, say) : say('splitTitle')
  const sides = say('splitSides', { here: namesOf(split.here), there: namesOf(split.there) })
  return (
    <div className={classNames(styles.banner, isFolded && styles.folded, isHealed && styles.healed)}>
      <VisuallyHidden role="status">{isHealed ? title : `${title}. ${sides}`}</VisuallyHidden>
      <Icon icon={Unplug} size={22} className={styles.icon} />
      <button
        type="button"
        className={styles.words}
        aria-expanded={!isFolded}
        title={say(isFolded ? 'splitUnfold' : 'splitFold')}
        onClick={({ currentTarget }) => (isNarrow ? setAnchor(currentTarget) : setFolded(!isFolded))}
      >
        <b>{title}</b>
        {!isFolded && !isHealed && <span>{say('splitText')}</span>}
      </button>
      {!isFolded && (
        <>
          <span className={styles.sides} aria-hidden="true">
            <AvatarGroup faces={split.here} />
            <i className={styles.gap} />
            <AvatarGroup faces={split.there} isAway={!isHealed} />
          </span>
          {!isHealed && (
            <Button kind="tinted" size="small" className={styles.look} onClick={({ currentTarget }) => setAnchor(currentTarget)}>
              {say('splitLook')}
            </Button>
          )}
        </>
      )}
      {anchor !== undefined && (
        <Popover
          isOpen
          anchor={anchor}
          align="end"
          title={title}
          className={styles.who}
          onOpenChange={(isOpen) => !isOpen && setAnchor(undefined)}
        >
          <Sides split={split} />
        </Popover>
      )}
    </div>
  )
}

function Sides({ split }: { readonly split: Split }) {
  const say = useWords(roomWords)
  const reachText = useReachText()
  const side = (label: string, people: readonly MemberView[], isAway: boolean) => (
    <section>
      <SectionLabel beside={people.length}>{label}</SectionLabel>
      <ul>
        {people.map(({ account, name, picture, me, reach }) => (
          <li key={account} className={styles.person}>
            <Avatar id={account} name={name} picture={picture} size={32} isAway={isAway} />
            <span>
              <b>{me ? say('me') : name}</b>
              <small>{me ? say('thisComputer') : reachText(reach)}</small>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
  return (
    <>
      {side(say('splitHere'), split.here, false)}
      {side(say('splitThere'), split.there, true)}
      <p className={styles.foot}>
        <a href={formatRoute({ page: 'reach', part: 'doctor' })}>{say('toReach')}</a>
      </p>
    </>
  )
}

function healedText(delivered: number, say: ReturnType<typeof useWords<typeof roomWords>>): string {
  if (delivered === 0) return say('healed')
  return delivered === 1 ? say('healedWithOne') : say('healedWith', { count: delivered })
}
