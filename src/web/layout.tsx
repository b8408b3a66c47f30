// The frame of every page: head, navigation, languages, who is signed in. Nothing inline: no script, no style.
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
        <meta name="htmx-config" content={htmxConfig} />
        {frame.assets.styles.map((href) => (
          <link rel="stylesheet" href={href} />
        ))}
        {frame.assets.scripts.map((src) => (
          <script src={src} defer />
        ))}
      </head>
      <body>
        <a class="skip" href="#main">
          {words('nav.skip')}
        </a>
        <div class="page">
          <header class="navbar top">
            <div class="container-xl">
              <p class="navbar-brand desk">
                <Mark />
                {words('desk.name')}
              </p>
              <SignedIn frame={frame} />
              <Languages frame={frame} />
            </div>
          </header>
          {frame.links.length > 0 && (
            <nav class="navbar pages" aria-label={words('nav.pages')}>
              <ul class="container-xl">
                {frame.links.map(({ to, href, here, within }) => (
                  <li>
                    <a class="nav-link" href={href} aria-current={here ? 'page' : within ? 'true' : undefined}>
                      {words(`nav.${to}`)}
                    </a>
                  </li>
                ))}
              </ul>
            </nav>
          )}
          <main
            id="main"
            class="page-wrapper container-xl"
            tabIndex={-1}
            {...(frame.live ? { 'hx-ext': 'sse', 'sse-connect': frame.live.stream } : {})}
          >
            {frame.signedIn && <Connection frame={frame} />}
            {frame.sentBefore && (
              <p class="taken alert alert-info" role="status">
                {words('form.sentOnce')}
              </p>
            )}
            {children}
          </main>
        </div>
      </body>
    </html>
  )
}

/** Nothing is evaluated, nothing of a page is kept in the browser, and only the desk is asked. */
const htmxConfig = JSON.stringify({
  allowEval: false,
  includeIndicatorStyles: false,
  historyEnabled: false,
  historyCacheSize: 0,
  selfRequestsOnly: true,
})

/** Empty while all is well; the desk's script says here what is not, in these words. */
function Connection({ frame }: { frame: Frame }) {
  const words = wordsIn(frame.language)
  return (
    <div
      id="connection"
      class="connection"
      aria-live="polite"
      data-lost={words('live.lost', { at: '%at%' })}
      data-ended={words('live.ended')}
      data-unsent={words('live.unsent')}
      data-again={words('live.again')}
      data-busy={words('live.busy')}
      data-newer={words('live.newer')}
      data-show={words('live.show')}
    />
  )
}

/** An aircraft over a line: the desk’s own sign. */
const Mark = () => (
  <svg class="logo" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">
    <path d="M2 14.5 9.5 12 6 5h2l6 5.7 5.3-1.7c1.2-.4 2.7 0 2.7 1s-.8 1.5-2 1.9L3.5 17zM3 20h18v1.6H3z" />
  </svg>
)

/** Opens without a script, and closes again by the same key. */
function Languages({ frame }: { frame: Frame }) {
  const words = wordsIn(frame.language)
  return (
    <details class="languages">
      <summary aria-label={`${words('nav.languages')}: ${languageNames[frame.language]}`}>
        <span lang={frame.language}>{languageNames[frame.language]}</span>
      </summary>
      <nav class="dropdown-menu" aria-label={words('nav.languages')}>
        {frame.languages.map(({ language, href }) => (
          <a
            class="dropdown-item"
            href={href}
            lang={language}
            hreflang={language}
            aria-current={language === frame.language ? 'true' : undefined}
          >
            {languageNames[language]}
          </a>
        ))}
      </nav>
    </details>
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
          <button class="btn btn-ghost" type="submit">
            {words('nav.signOut')}
          </button>
        </form>
      )}
    </div>
  )
}
