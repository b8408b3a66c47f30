// Pages over HTTP: who is signed in, which language, and the way from an address to a page; what a page shows is asked in boards and status.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import express, { type Express } from 'express'
import { boardAnswer, charterAnswer } from './boardPages.ts'
import { charterFormAnswer } from './charterFormAnswer.ts'
import { demandAnswer, demandCallAnswer, replyAnswer } from './demandPages.ts'
import { letterAnswer, lettersAnswer } from './letterPages.ts'
import { mountPeople } from './peoplePages.ts'
import { recordAnswer } from './recordPage.ts'
import { mountSessions } from './sessionPages.ts'
import { publicationAnswer, shelfAnswer } from './shelfPage.ts'
import { mountSignIn } from './signInPages.ts'
import { mountStatus } from './statusVisits.ts'
import { mountStepUp } from './stepUpPages.ts'
import type { PageParts } from './visit.ts'
import { createVisits } from './visits.ts'

/** An edition as it is pasted, percent-encoded (bytes). */
const editionLimit = 512 * 1024
/** Words of evidence, percent-encoded (bytes). */
const tickLimit = 16 * 1024
/** A reply's form as it is typed, and its fields (bytes, and how many). */
const replyLimit = 512 * 1024
const replyFields = 5_000

export function mountPages(app: Express, parts: PageParts): void {
  const style = readFileSync(new URL('../web/style.css', import.meta.url))
  app.get(
    '/style.css',
    (_request, response) => void response.type('text/css').set('Cache-Control', 'max-age=300').send(style),
  )
  mountReference(app)

  app.get('/', (_request, response) => response.redirect('/charters'))
  const { signedIn, posted } = createVisits(app, parts)
  mountSignIn(app, parts)
  mountStepUp(app, parts)

  signedIn('/charters', (visit) => boardAnswer(parts, visit))
  signedIn('/charters/:charter', (visit, id) => charterAnswer(parts, visit, id))
  posted(
    '/charters/:charter',
    (visit, id, fields) => charterFormAnswer(parts, visit, id, fields),
    express.urlencoded({ extended: false, limit: tickLimit }),
  )
  signedIn('/charters/:charter/letters', (visit, id) => lettersAnswer(parts, visit, id))
  signedIn('/letters/:letter', (visit, id) => letterAnswer(parts, visit, id))
  signedIn('/demand', (visit) => demandAnswer(parts, visit))
  signedIn('/demand/:call', (visit, id) => demandCallAnswer(parts, visit, id))
  posted(
    '/demand/:call',
    (visit, id, fields) => replyAnswer(parts, visit, id, fields),
    express.urlencoded({ extended: false, limit: replyLimit, parameterLimit: replyFields }),
  )
  signedIn('/editions', (visit) => shelfAnswer(parts, visit))
  posted(
    '/editions',
    (visit, _id, fields) => publicationAnswer(parts, visit, fields),
    express.urlencoded({ extended: false, limit: editionLimit }),
  )
  signedIn('/record', (visit) => recordAnswer(parts, visit))
  mountPeople({ signedIn, posted }, parts)
  mountSessions(app, { signedIn, posted }, parts)
  mountStatus(app, parts)
}

/** The reference of the API: the description from /openapi.json shown by Swagger UI, from the desk's own address. */
function mountReference(app: Express): void {
  const folder = path.dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
  // These two of the library's files, by name: what else lies beside them is nobody's to look through.
  for (const name of ['swagger-ui.css', 'swagger-ui-bundle.js'])
    app.get(`/reference/assets/${name}`, (_request, response) => {
      response.set('Cache-Control', 'max-age=86400').sendFile(name, { root: folder, cacheControl: false })
    })
  app.get(
    '/reference/start.js',
    (_request, response) =>
      void response
        .type('text/javascript')
        .send("SwaggerUIBundle({ url: '/openapi.json', dom_id: '#reference', validatorUrl: null })"),
  )
  app.get(
    '/reference',
    (_request, response) =>
      void response
        .type('html')
        .send(
          '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Charter Desk: API</title><link rel="stylesheet" href="/reference/assets/swagger-ui.css"><div id="reference"></div><script src="/reference/assets/swagger-ui-bundle.js"></script><script src="/reference/start.js"></script></html>',
        ),
  )
}
