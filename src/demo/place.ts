// Where in a scenario something stands, as its reader would say it.
/** `['samples', 3, 'who']` -> `samples[3].who`. */
export function placeOf(at: PropertyKey[]): string {
  return at
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? String(part) : `.${String(part)}`))
    .join('')
}
