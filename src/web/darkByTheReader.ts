// Tabler's dark mode, asked of the reader's own setting: as it comes, a script has to mark the page, and pages work without one.
import postcss from 'postcss'

const dark = '[data-bs-theme=dark]'

/** The sheet with every rule for a marked page said once more for whoever prefers dark. */
export function darkByTheReader(sheet: string): string {
  const root = postcss.parse(sheet)
  const preferred = postcss.atRule({ name: 'media', params: '(prefers-color-scheme: dark)' })
  root.walkRules((rule) => {
    // Within another condition, as print, the mark stands among what holds for every page.
    if (rule.parent !== root) return
    const selectors = rule.selectors
      .filter((selector) => selector === dark || selector.startsWith(`${dark} `))
      .map((selector) => selector.replace(dark, ':root'))
    if (selectors.length) preferred.append(rule.clone({ selectors }))
  })
  return `${sheet}\n${preferred.toString()}\n`
}
