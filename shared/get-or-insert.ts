/** What a map holds for the key; where it holds nothing, what `make` gives is put there first. (`Map.prototype.getOrInsertComputed` to be.) */
export function getOrInsert<K, V>(map: Map<K, V>, key: K, make: () => NoInfer<V>): V {
  const held = map.get(key)
  if (held !== undefined) return held
  const made = make()
  map.set(key, made)
  return made
}
