// The frame of every page: head, language links, navigation, foot. No script, no inline style.
import type { ComponentChildren } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { directionOf } from '../domain/language.ts'
import { languageNames, wordsIn } from '../words/words.ts'
import type { Frame } from './views.ts'

/** The whole document as text. */
export function document(frame: Frame, title: string, body: ComponentChildren): string {
  return `<!DOCTYPE html>\n${renderToString(
    <Layout frame={frame} title={title}>
      {body}
    </Layout>,
  )}\n`
}

function Layout({ frame, title, children }: { frame: Frame; title: string; children: ComponentChildren }) {
  const words = wordsIn(frame.language)
  return (
    <html lang={frame.language} dir={directionOf(frame.language)}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>{`${title} · ${words('desk.name')}`}</title>
        <link rel="stylesheet" href={frame.styleHref} />
      </head>
      <body>
        <a class="skip" href="#main">
          {words('nav.skip')}
        </a>
        <header class="top">
          <p class="desk">{words('desk.name')}</p>
          <nav class="pages" aria-label={words('nav.pages')}>
            {frame.links.map(({ to, href, here }) => (
              <a href={href} aria-current={here ? 'page' : undefined}>
                {words(`nav.${to}`)}
              </a>
            ))}
          </nav>
          <nav class="languages" aria-label={words('nav.languages')}>
            {frame.languages.map(({ language, href }) => (
              <a
                href={href}
                lang={language}
                hreflang={language}
                aria-current={language === frame.language ? 'true' : undefined}
              >
                {languageNames[language]}
              </a>
            ))}
          </nav>
          <SignedIn frame={frame} />
        </header>
        <main id="main">{children}</main>
      </body>
    </html>
  )
}

function SignedIn({ frame }: { frame: Frame }) {
  const words = wordsIn(frame.language)
  if (!frame.signedIn) return null
  const { role, organisation } = frame.signedIn
  return (
    <div class="who">
      <span>
        {organisation ? `${organisation} · ` : ''}
        {words(`role.${role}`)}
      </span>
      {frame.signOut && (
        <form method="post" action={frame.signOut}>
          <button class="quiet" type="submit">
            {words('nav.signOut')}
          </button>
        </form>
      )}
    </div>
  )
}
