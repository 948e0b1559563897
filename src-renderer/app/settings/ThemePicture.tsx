/** A small drawing of the window by day, by night, or half and half. */
import styles from './ThemePicture.module.css'

export function ThemePicture({ theme }: { readonly theme: 'light' | 'dark' | 'system' }) {
  return (
    <span className={styles.picture}>
      {theme !== 'dark' && <Window night={false} />}
      {theme !== 'light' && <Window night half={theme === 'system'} />}
    </span>
  )
}

function Window({ night, half = false }: { readonly night: boolean; readonly half?: boolean }) {
  return (
    <span className={styles.window} data-night={night} data-half={half}>
      <span className={styles.list}>
        <i />
        <i />
        <i />
      </span>
      <span className={styles.sheet}>
        <i className={styles.theirs} />
        <i className={styles.mine} />
        <i className={styles.theirs} />
      </span>
    </span>
  )
}
