// The way to the screen of one's own station.
import type { Language } from '../domain/language.ts'
import { wordsIn } from '../words/words.ts'
import type { StationLink } from './stationLink.ts'

export function ToStation({ link, language }: { link: StationLink; language: Language }) {
  const words = wordsIn(language)
  return (
    <p>
      <a class="btn btn-primary" href={link.href}>
        {words(`station.${link.station}`)}
      </a>
    </p>
  )
}
