// Whether two plain values say the same, whatever the order of their fields.
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  const names = new Set([...Object.keys(a), ...Object.keys(b)])
  return [...names].every((name) => same((a as Fields)[name], (b as Fields)[name]))
}
type Fields = Readonly<Record<string, unknown>>
