// Which edition binds: one for the jurisdiction and the day, with its reason in words; outside coverage none, never the nearest.
import type { LocalDate } from '../instant.ts'
import type { Edition, MissionEdition, ObservationEdition } from './edition.ts'
import { finding, type Finding } from '../decision.ts'

export type Binding<Book extends Edition> =
  | { readonly bound: Book; readonly alternatives: readonly Book[]; readonly reason: string }
  | { readonly bound: null; readonly finding: Finding }

type Question = { readonly jurisdiction: string; readonly issuer: string | null; readonly day: LocalDate }

/** The mission's edition, by the flight date in the departure zone. An edition for the whole jurisdiction has issuer "*". */
export const bindMission = (editions: readonly Edition[], question: Question): Binding<MissionEdition> =>
  bind(
    editions.filter((edition) => edition.kind === 'mission'),
    question,
    'the flight date',
  )

/** The observation's edition, by the landing date in the edition's zone. */
export const bindObservation = (
  editions: readonly Edition[],
  question: Omit<Question, 'issuer'>,
): Binding<ObservationEdition> =>
  bind(
    editions.filter((edition) => edition.kind === 'observation'),
    { ...question, issuer: null },
    'the landing date',
  )

function bind<Book extends Edition>(editions: readonly Book[], question: Question, dayName: string): Binding<Book> {
  const covering = editions
    .filter((edition) => edition.jurisdiction === question.jurisdiction)
    .filter((edition) => question.issuer === null || edition.issuer === '*' || edition.issuer === question.issuer)
    .filter((edition) => governs(edition, question.day))
    // The later begun binds; begun on the same day, the mission's own before the one for all.
    .sort((a, b) =>
      beginsOn(a) === beginsOn(b)
        ? Number(a.issuer === '*') - Number(b.issuer === '*')
        : beginsOn(a) < beginsOn(b)
          ? 1
          : -1,
    )
  const [bound] = covering
  if (!bound) {
    return {
      bound: null,
      finding: finding('noEditionKnown', `No edition known for ${question.jurisdiction} on ${question.day}.`, {
        jurisdiction: question.jurisdiction,
        day: question.day,
      }),
    }
  }
  // "Flights on 1 July: old or new": the one that this one followed, of the same issuer.
  const before = editions
    .filter(
      (edition) =>
        edition.jurisdiction === bound.jurisdiction &&
        edition.issuer === bound.issuer &&
        beginsOn(edition) < beginsOn(bound),
    )
    .sort((a, b) => (beginsOn(a) < beginsOn(b) ? 1 : -1))
  const alternatives = bound.transition?.days.includes(question.day) ? before.slice(0, 1) : []
  const adopted =
    bound.adoptedFrom === 'notFound' ? 'the day it was adopted there is not known' : `adopted ${bound.adoptedFrom}`
  return {
    bound,
    alternatives,
    reason: `${bound.id} binds by ${dayName} ${question.day}: in force from ${bound.effectiveFrom}${
      bound.effectiveUntil ? ` until ${bound.effectiveUntil}` : ''
    } (${adopted})${bound.assumed ? '; it is assumed, no notice of that time was found' : ''}.`,
  }
}

const beginsOn = (edition: Edition): LocalDate =>
  edition.adoptedFrom === 'notFound' ? edition.effectiveFrom : edition.adoptedFrom

const governs = (edition: Edition, day: LocalDate): boolean =>
  beginsOn(edition) <= day && (edition.effectiveUntil === null || day <= edition.effectiveUntil)
