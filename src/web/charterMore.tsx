// Where one goes from a charter's page: its briefing, another time, and lists to take away.
import type { Language } from '../domain/language.ts'
import { wordsIn } from '../words/words.ts'

export type TakenList = {
  readonly list: 'people' | 'dueFile' | 'roster' | 'manifest' | 'board'
  readonly format: 'xlsx' | 'csv'
  readonly href: string
}
export type CharterLinks = {
  /** Null for whoever may not. */
  readonly briefing: string | null
  readonly retiming: string | null
  readonly files: readonly TakenList[]
}

export function CharterMore({ links, language }: { links: CharterLinks; language: Language }) {
  const words = wordsIn(language)
  return (
    <>
      <p class="noPrint">
        {links.briefing && (
          <a class="btn" href={links.briefing}>
            {words('briefing.title')}
          </a>
        )}{' '}
        {links.retiming && (
          <a class="btn" href={links.retiming}>
            {words('retiming.link')}
          </a>
        )}
      </p>
      <TakeAway files={links.files} language={language} />
    </>
  )
}

export function TakeAway({ files, language }: { files: readonly TakenList[]; language: Language }) {
  const words = wordsIn(language)
  if (!files.length) return null
  return (
    <details class="noPrint">
      <summary>{words('list.exports')}</summary>
      <ul>
        {files.map(({ list, format, href }) => (
          <li>
            <a href={href}>{words(`list.${list}`, { format })}</a>
          </li>
        ))}
      </ul>
    </details>
  )
}
