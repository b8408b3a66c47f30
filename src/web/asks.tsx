// Ways to ask for what a second person has to decide.
import type { Language } from '../domain/language.ts'
import { wordsIn } from '../words/words.ts'
import type { AskView } from './askView.ts'

export function Asks({ asks, language }: { asks: readonly AskView[]; language: Language }) {
  const words = wordsIn(language)
  return (
    <>
      {asks.map(({ act, href }) => (
        <small class="other">
          <a href={href}>{words(`pending.act.${act}`)}…</a>
        </small>
      ))}
    </>
  )
}
