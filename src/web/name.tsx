// A name as its bearer or an officer typed it: set apart from what stands around it, and nothing in it unseen.
import { balanced } from '../words/direction.ts'

/** Signs that turn or end the direction of a line, and controls: shown as a mark where they stand in a name. */
const unseen = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff]/gu

/** With `\ufffd` for each sign that nobody would see; joiners stay, since emoji and Persian need them. */
export const visible = (text: string): string => text.replace(unseen, '\ufffd')

/** A sentence of the desk's own that may hold such a name: its isolates stay, and what would turn the line does not. */
export function Written({ text }: { text: string }) {
  return <bdi class="typed">{balanced(text)}</bdi>
}

export function Name({ text }: { text: string }) {
  return <bdi class="typed">{visible(text)}</bdi>
}
