// Authentication-Results (RFC 8601): who wrote the field, and what each method found.
export type Result = {
  readonly method: string
  readonly result: string
  /** `header.from`, `smtp.mailfrom` and the like, in lower case. */
  readonly properties: Readonly<Record<string, string>>
}

/** `server` in lower case. Null where it is no such field. */
export function resultsIn(field: string): { readonly server: string; readonly results: readonly Result[] } | null {
  const [first = '', ...rest] = pieces(withoutComments(field))
  const server = /^\s*"?([A-Za-z0-9._-]+)"?(\s+\d+)?\s*$/.exec(first)?.[1]
  if (!server) return null
  const results = rest.flatMap((piece): readonly Result[] => {
    const words = piece.trim().match(/(?:[^\s"]|"[^"]*")+/g) ?? []
    const [, method, result] = /^([a-z0-9-]+)(?:\/\d+)?=([a-z]+)$/i.exec(words[0] ?? '') ?? []
    if (!method || !result) return []
    const properties = words.slice(1).flatMap((word) => {
      const [, name, value] = /^([a-z0-9]+\.[a-z0-9-]+)=(.+)$/i.exec(word) ?? []
      return name && value ? [[name.toLowerCase(), value.replaceAll('"', '')] as const] : []
    })
    return [{ method: method.toLowerCase(), result: result.toLowerCase(), properties: Object.fromEntries(properties) }]
  })
  return { server: server.toLowerCase(), results }
}

/** Comments may stand in one another (RFC 5322, section 3.2.2); in quotes a bracket is a sign like any other. */
function withoutComments(field: string): string {
  let text = ''
  let depth = 0
  let quoted = false
  for (let at = 0; at < field.length; at++) {
    const sign = field[at]!
    if (sign === '\\' && (quoted || depth > 0)) {
      at++
      continue
    }
    if (sign === '"' && depth === 0) quoted = !quoted
    if (sign === '(' && !quoted) depth++
    else if (sign === ')' && !quoted && depth > 0) depth--
    else if (depth === 0) text += sign
  }
  return text
}

const pieces = (text: string): readonly string[] => text.match(/(?:[^;"]|"[^"]*")+/g) ?? []
