// A merchant's copy for people: the same as its JSON beside it, as nested lists in a file that needs nothing else.
import type { JSX } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { Language } from '../domain/language.ts'
import { wordsIn } from '../words/words.ts'

export function copyPage(language: Language, copy: object): string {
  const words = wordsIn(language)
  return `<!DOCTYPE html>\n${renderToString(
    <html lang={language} dir="ltr">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{words('copy.title')}</title>
      </head>
      <body>
        <h1>{words('copy.title')}</h1>
        <p>{words('copy.lead')}</p>
        <Value value={copy} />
      </body>
    </html>,
  )}\n`
}

function Value({ value }: { value: unknown }): JSX.Element {
  if (Array.isArray(value))
    return (
      <ol>
        {value.map((each) => (
          <li>
            <Value value={each} />
          </li>
        ))}
      </ol>
    )
  if (typeof value === 'object' && value !== null)
    return (
      <dl>
        {Object.entries(value).map(([name, each]) => (
          <>
            <dt>{name}</dt>
            <dd>
              <Value value={each} />
            </dd>
          </>
        ))}
      </dl>
    )
  return <>{value === null || value === '' ? '–' : String(value)}</>
}
