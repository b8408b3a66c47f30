// The ways of a chamber from one of its charters: its people, a roster, and the letters that wait for an answer.
import type { Language } from '../domain/language.ts'
import { wordsIn } from '../words/words.ts'

export type ChamberWays = {
  readonly people: string
  readonly roster: string
  /** Letters of all its merchants that wait for a person; `more` where there are more than were counted. */
  readonly mail: { readonly waiting: number; readonly more: boolean }
}

export function ChamberLinks({ ways, language }: { ways: ChamberWays; language: Language }) {
  const words = wordsIn(language)
  const { waiting, more } = ways.mail
  return (
    <p class="actions">
      <a class="btn" href={ways.people}>
        {words('people.title')}
      </a>
      <a class="btn" href={ways.roster}>
        {words('chamber.roster')}
      </a>
      <a class="btn" href="/mail?state=review">
        {words('nav.mail')} {waiting > 0 && <span class="badge alarm">{`${waiting}${more ? '+' : ''}`}</span>}
      </a>
    </p>
  )
}
