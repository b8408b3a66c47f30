// The observation as a calendar of days: which is today, which ask a test, which have one.
import type { Language } from '../domain/language.ts'
import type { ObservationDay } from '../words/days.ts'
import { shortDayIn } from '../words/when.ts'
import { wordsIn } from '../words/words.ts'

type Props = { readonly days: readonly ObservationDay[]; readonly language: Language }

export function Calendar({ days, language }: Props) {
  const words = wordsIn(language)
  return (
    <>
      {(['central', 'home'] as const).map((leg) => {
        const own = days.filter((day) => day.leg === leg)
        const [first] = own
        if (!first) return null
        return (
          <>
            <h3>{words(first.legName)}</h3>
            <ol class="days">
              {own.map((day) => (
                <li class={day.when} aria-current={day.when === 'today' ? 'date' : undefined}>
                  <strong>
                    {words('day.number', { number: day.number })}
                    {day.when === 'today' && ` · ${words('day.today')}`}
                  </strong>
                  <span>{shortDayIn(language, day.date)}</span>
                  <DayTest day={day} language={language} />
                </li>
              ))}
            </ol>
          </>
        )
      })}
    </>
  )
}

function DayTest({ day, language }: { day: ObservationDay; language: Language }) {
  const words = wordsIn(language)
  if (day.sampled) return <span class="badge done">{words('day.sampled')}</span>
  if (!day.asksTest) return null
  if (day.when === 'past') return <span class="badge missed">{words('day.missed')}</span>
  return <span class="badge open">{words('day.test')}</span>
}
