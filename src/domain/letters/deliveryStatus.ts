// A report on delivery (RFC 3464) as fields, and the status that it or a server's words give (RFC 3463).
import type { ReportFields } from './incoming.ts'

/** Groups of a message/delivery-status part, split by empty lines: those of the message first. The first of a name counts. */
export function reportFields(text: string): readonly ReportFields[] {
  return text
    .slice(0, 100_000)
    .split(/\r?\n[ \t]*\r?\n/)
    .slice(0, 500)
    .map((group) => {
      const fields = new Map<string, string>()
      for (const line of group.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
        const [, name, value] = /^([A-Za-z][A-Za-z0-9-]*)[ \t]*:[ \t]*(.*)$/.exec(line) ?? []
        if (name && !fields.has(name.toLowerCase())) fields.set(name.toLowerCase(), value!.trim())
      }
      return Object.fromEntries(fields)
    })
    .filter((fields) => Object.keys(fields).length > 0)
}

/** `rfc822; somebody@example.org` without its type; null where there is none. */
export function reportedAddress(value: string | undefined): string | null {
  const address = value?.replace(/^[A-Za-z0-9-]+\s*;/, '').replace(/[<>\s]/g, '')
  return address && /^[^@]+@[^@]+$/.test(address) ? address.toLowerCase() : null
}

/** Every status in words, in their order; a version or an address of four numbers is none. */
export function statusesIn(words: string): readonly string[] {
  return [...words.matchAll(/(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d]|\.\d)/g)].map(([, status]) => status!)
}

/** The reply code of SMTP in words: `550 5.1.1 …`, `said: 452 …`; null where there is none. */
export function replyCodeIn(words: string): string | null {
  return /(?<![\d.])([45][0-5]\d)(?=[ -])(?!-\d)/.exec(words)?.[1] ?? null
}

/**
 * The status that says most: a report often gives 5.0.0 where the server's own words, further in, are exact. Null where
 * there is none.
 */
export function exactStatus(candidates: readonly string[]): string | null {
  const exact = ([, subject, detail]: readonly string[]) => (subject !== '0' ? (detail !== '0' ? 2 : 1) : 0)
  return candidates.reduce<string | null>(
    (best, each) => (best === null || exact(each.split('.')) > exact(best.split('.')) ? each : best),
    null,
  )
}
