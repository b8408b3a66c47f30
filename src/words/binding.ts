// Why an edition binds, or that none is known, in the reader's language.
import type { Binding } from '../domain/policy/binding.ts'
import type { Edition } from '../domain/policy/edition.ts'
import type { Language } from '../domain/language.ts'
import type { Zone } from '../domain/instant.ts'
import { findingIn } from './findings.ts'
import { dayIn } from './when.ts'
import { wordsIn } from './words.ts'

export function bindingIn(language: Language, binding: Binding<Edition>, zone: Zone): string {
  if (!binding.bound) return findingIn(language, binding.finding, zone)
  const words = wordsIn(language)
  const { bound, alternatives, asked } = binding
  const day = (date: Parameters<typeof dayIn>[1]) => dayIn(language, date)
  return [
    words(`binding.${asked.by}`, { edition: bound.id, day: day(asked.day) }),
    bound.effectiveUntil
      ? words('binding.span', { from: day(bound.effectiveFrom), until: day(bound.effectiveUntil) })
      : words('binding.from', { from: day(bound.effectiveFrom) }),
    bound.adoptedFrom === 'notFound'
      ? words('binding.adoptionUnknown')
      : words('binding.adopted', { day: day(bound.adoptedFrom) }),
    ...(bound.jurisdiction === asked.jurisdiction
      ? []
      : [words('binding.above', { asked: asked.jurisdiction, jurisdiction: bound.jurisdiction })]),
    ...alternatives.map(({ id }) => words('binding.also', { edition: id, words: bound.transition?.words ?? '' })),
    ...(bound.assumed ? [words('binding.assumed')] : []),
  ].join(' ')
}
