// The header of a letter or of a part: its fields as they came, unfolded, and what they say decoded.
import { parseAddressHeader } from 'mailparser'
import type { Address } from '../../domain/letters/incoming.ts'
import { charsetNamed, decoded } from './charset.ts'

/** So much of a header is read (bytes), so many fields, and so much of each. */
export const mostHeaderBytes = 256 * 1024
const mostFields = 1_000
const mostOfAField = 16 * 1024
const mostAddresses = 100

/** A field's value byte for byte (latin1), unfolded; its name in lower case. */
export type Field = { readonly name: string; readonly raw: string }
/** `bodyAt` is where the text begins; `cut` says that there is more header than is read. */
export type Header = { readonly fields: readonly Field[]; readonly bodyAt: number; readonly cut: boolean }

export function headerOf(bytes: Buffer, from = 0, to = bytes.length): Header {
  const fields: { name: string; lines: string[] }[] = []
  const last = Math.min(to, from + mostHeaderBytes)
  let at = from
  let cut = false
  while (at < last) {
    const end = bytes.indexOf(0x0a, at)
    const next = end < 0 || end >= to ? to : end + 1
    let stop = end < 0 ? next : end
    while (stop > at && bytes[stop - 1] === 0x0d) stop -= 1
    const line = bytes.toString('latin1', at, Math.min(stop, at + mostOfAField))
    at = next
    if (line === '') return { fields: fields.map(unfolded), bodyAt: at, cut }
    const field = /^([!-9;-~]{1,200})[ \t]*:(.*)$/s.exec(line)
    const open = fields.at(-1)
    if (/^[ \t]/.test(line) && open) open.lines.push(line)
    else if (field && fields.length < mostFields) fields.push({ name: field[1]!.toLowerCase(), lines: [field[2]!] })
    else if (field) cut = true
    // Letters come with lines that are no field: of an mbox, blanks before the first. Where one comes first of all there is no header.
    else if (!open && !/^(>?From |[ \t]+$)/.test(line)) return { fields: [], bodyAt: from, cut }
  }
  return { fields: fields.map(unfolded), bodyAt: at, cut: cut || at < to }
}

const unfolded = ({ name, lines }: { name: string; lines: readonly string[] }): Field => ({
  name,
  raw: bare(lines.join('').slice(0, mostOfAField)),
})

/** Without blanks around it; trim() would take bytes of letters for blanks. */
function bare(raw: string): string {
  let [from, to] = [0, raw.length]
  while (from < to && ' \t'.includes(raw[from]!)) from += 1
  while (to > from && ' \t'.includes(raw[to - 1]!)) to -= 1
  return raw.slice(from, to)
}

/** All fields by name, topmost first, as a person reads them; a line break that was smuggled in is a space. */
export function readable(fields: readonly Field[], charset: string): Readonly<Record<string, readonly string[]>> {
  const all = new Map<string, string[]>()
  for (const { name, raw } of fields) {
    const values = all.get(name) ?? []
    values.push(onOneLine(withoutWords(inUnicode(raw, charset))))
    all.set(name, values)
  }
  return Object.fromEntries(all)
}

/** Whether a line break or a NUL hides in a field: no program that people write with puts one there. */
export function smuggles(fields: readonly Field[], charset: string): boolean {
  return fields.some(({ raw }) => /[\r\n\0]/.test(withoutWords(inUnicode(raw, charset))))
}

/** People of a From, To or Cc: names decoded after the addresses are told apart, so that no name becomes an address. */
export function addresses(fields: readonly Field[], name: string, charset: string): readonly Address[] {
  return fields
    .filter((field) => field.name === name)
    .flatMap(({ raw }) => parseAddressHeader(inUnicode(raw, charset), { flatten: true }).value)
    .slice(0, mostAddresses)
    .map((each) => ({ name: onOneLine(withoutWords(each.name)), address: onOneLine(each.address ?? '') }))
    .filter(({ address }) => address !== '')
}

/** A Content-Type or the like: its value and parameters, in lower case but for what is quoted. */
export function parameters(fields: readonly Field[], name: string) {
  const raw = fields.find((field) => field.name === name)?.raw ?? ''
  const [value = ''] = raw.split(';', 1)
  const found = new Map<string, string>()
  for (const [, key, quoted, bare] of raw.matchAll(/;\s*([\w*-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;"]+))/gs))
    if (!found.has(key!.toLowerCase()))
      found.set(key!.toLowerCase(), (quoted?.replace(/\\(.)/gs, '$1') ?? bare ?? '').trim())
  return {
    value: value.split('(', 1)[0]!.trim().toLowerCase(),
    found,
  }
}

/** Charsets of two bytes a letter, whose short words are now and then UTF-8 of another alphabet by chance. */
const twoBytes = /^(euc-|gb|big5|shift_jis)/

/** Eight bits in a header are UTF-8 where they can be, else the text's own charset. */
function inUnicode(raw: string, charset: string): string {
  if (!/[\x80-\xff]/.test(raw))
    return raw.includes('\u001b$') ? decoded(Buffer.from(raw, 'latin1'), 'iso-2022-jp') : raw
  const bytes = Buffer.from(raw, 'latin1')
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    const chance = twoBytes.test(charsetNamed(charset) ?? '') && !/[\u0800-\uffff]/.test(text)
    return chance ? decoded(bytes, charset) : text
  } catch {
    return decoded(bytes, charset)
  }
}

/**
 * RFC 2047 with what is sent in fact: the space between two words falls away, and a letter may be cut in two by them,
 * so words of one charset are joined before they are decoded.
 */
function withoutWords(text: string): string {
  return text.replace(/=\?[^?\s]{1,60}\?[bq]\?[^?]*\?=(?:\s*=\?[^?\s]{1,60}\?[bq]\?[^?]*\?=)*/gi, (run) => {
    const words = [...run.matchAll(/=\?([^?\s]+)\?([bq])\?([^?]*)\?=/gi)].map(([, label, kind, coded]) => ({
      label: label!,
      bytes: kind!.toLowerCase() === 'b' ? Buffer.from(coded!, 'base64') : fromQ(coded!),
    }))
    const joined: { label: string; bytes: Buffer }[] = []
    for (const word of words) {
      const before = joined.at(-1)
      if (before && charsetNamed(before.label) === charsetNamed(word.label))
        before.bytes = Buffer.concat([before.bytes, word.bytes])
      else joined.push(word)
    }
    return joined.map(({ label, bytes }) => decoded(bytes, label)).join('')
  })
}

const fromQ = (coded: string) =>
  Buffer.from(
    coded.replace(/_/g, ' ').replace(/=([0-9a-f]{2})/gi, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  )

/** Controls, line breaks among them, have no place on a line that is shown. */
const onOneLine = (text: string) =>
  text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .toWellFormed()
    .trim()
