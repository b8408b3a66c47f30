// Empty sheets to begin with, in each language and format.
import type { Language } from '../domain/language.ts'
import { languageNames, wordsIn } from '../words/words.ts'

type Template = { readonly language: Language; readonly format: string; readonly href: string }

export function TemplateLinks({ templates, language }: { templates: readonly Template[]; language: Language }) {
  return (
    <p>
      {wordsIn(language)('demand.template')}:{' '}
      {templates.map(({ language: each, format, href }, place) => (
        <>
          {place > 0 && ' · '}
          <a href={href} lang={each}>
            {languageNames[each]} ({format})
          </a>
        </>
      ))}
    </p>
  )
}
