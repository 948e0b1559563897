/** Joins the class names that hold: `classNames(styles.row, isOn && styles.on)`. */
export function classNames(...names: readonly (string | false | undefined)[]): string {
  return names.filter((name) => name !== false && name !== undefined && name !== '').join(' ')
}
