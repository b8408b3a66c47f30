// The list of pages: each address with who may and what answers; what a page shows is asked in boards and status.
import { createRequire } from 'node:module'
import path from 'node:path'
import express from 'express'
import { assetPages } from './assets.ts'
import { boardAnswer, charterAnswer } from './boardPages.ts'
import { chamberPages } from './chamberPages.ts'
import { briefingAnswer } from './briefingPage.ts'
import { charterFormAnswer } from './charterFormAnswer.ts'
import { charterFormActs } from './charterForms.ts'
import { demandFormActs } from './demandForms.ts'
import { demandAnswer, demandCallAnswer, replyAnswer } from './demandPages.ts'
import { incomingPages } from './incomingPages.ts'
import { letterAnswer, lettersAnswer, outboxAnswer, outboxForms } from './letterPages.ts'
import { livePages } from './live.ts'
import { mailboxPages } from './mailboxPages.ts'
import { multipartForm } from './multipart.ts'
import { open, type Page } from './page.ts'
import { pendingActPages } from './pendingActPages.ts'
import { peoplePages } from './peoplePages.ts'
import { recordAnswer } from './recordPage.ts'
import { retimingAnswer, retimingFormAnswer } from './retimingPage.ts'
import { sessionPages } from './sessionPages.ts'
import { publicationAnswer, shelfAnswer } from './shelfPage.ts'
import { signInPages } from './signInPages.ts'
import { stationPages } from './stationPages.ts'
import { statusPages } from './statusVisits.ts'
import { stepUpPages } from './stepUpPages.ts'
import { tradeAnswer, tradeFormAnswer, tradeForms } from './tradePage.ts'
import { unmaskingPages } from './unmaskingPages.ts'
import type { PageParts } from './visit.ts'
import { createVisits } from './visits.ts'

/** An edition as it is pasted, percent-encoded (bytes). */
const editionLimit = 512 * 1024
/** Words of evidence, percent-encoded (bytes). */
const tickLimit = 16 * 1024
/** A reply's form as it is typed, and its fields (bytes, and how many). */
const replyLimit = 512 * 1024
const replyFields = 5_000

export function createPages(parts: PageParts): readonly Page[] {
  const visits = createVisits(parts)
  const { signedIn, posted } = visits
  return [
    ...assetPages(),
    ...referencePages(),
    open('get', '/', (_request, response) => response.redirect('/charters')),
    ...signInPages(parts),
    ...stepUpPages(visits, parts),

    ...livePages(visits, parts.streams),
    signedIn('/charters', 'ViewCharter', (visit) => boardAnswer(parts, visit)),
    signedIn('/charters/:charter', 'ViewCharter', (visit, id) => charterAnswer(parts, visit, id)),
    posted(
      '/charters/:charter',
      charterFormActs,
      (visit, id, fields) => charterFormAnswer(parts, visit, id, fields),
      express.urlencoded({ extended: false, limit: tickLimit }),
    ),
    signedIn('/charters/:charter/retiming', 'RetimeCharter', (visit, id) => retimingAnswer(parts, visit, id)),
    posted('/charters/:charter/retiming', 'RetimeCharter', (visit, id, fields) =>
      retimingFormAnswer(parts, visit, id, fields),
    ),
    signedIn('/charters/:charter/briefing', 'ViewBriefing', (visit, id) => briefingAnswer(parts, visit, id)),
    signedIn('/charters/:charter/letters', 'ViewLetters', (visit, id) => lettersAnswer(parts, visit, id)),
    signedIn('/letters/:letter', 'ViewLetters', (visit, id) => letterAnswer(parts, visit, id)),
    ...chamberPages(visits, parts),
    ...stationPages(visits, parts),
    posted('/letters/:letter', outboxForms, (visit, id, fields) => outboxAnswer(parts, visit, id, fields)),
    signedIn('/demand', 'ViewDemand', (visit) => demandAnswer(parts, visit)),
    signedIn('/demand/:call', 'ViewDemand', (visit, id) => demandCallAnswer(parts, visit, id)),
    posted(
      '/demand/:call',
      demandFormActs,
      (visit, id, fields) => replyAnswer(parts, visit, id, fields),
      express.urlencoded({ extended: false, limit: replyLimit, parameterLimit: replyFields }),
    ),
    signedIn('/editions', 'ViewReference', (visit) => shelfAnswer(parts, visit)),
    posted(
      '/editions',
      'PublishEdition',
      (visit, _id, fields) => publicationAnswer(parts, visit, fields),
      multipartForm(editionLimit),
      express.urlencoded({ extended: false, limit: editionLimit }),
    ),
    signedIn('/trade', 'ViewTradeFigures', (visit) => tradeAnswer(parts, visit)),
    posted('/trade', tradeForms, (visit, _id, fields) => tradeFormAnswer(parts, visit, fields)),
    signedIn('/record', 'SearchRecord', (visit) => recordAnswer(parts, visit)),
    ...incomingPages(visits, parts),
    ...pendingActPages(visits, parts),
    ...peoplePages(visits, parts),
    ...unmaskingPages(visits, parts),
    ...sessionPages(visits, parts),
    ...statusPages(parts),
    ...mailboxPages(parts),
  ]
}

/** The reference of the API: the description from /openapi.json shown by Swagger UI, from the desk's own address. */
function referencePages(): readonly Page[] {
  const folder = path.dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
  return [
    // These two of the library's files, by name: what else lies beside them is nobody's to look through.
    ...['swagger-ui.css', 'swagger-ui-bundle.js'].map((name) =>
      open('get', `/reference/assets/${name}`, (_request, response) => {
        response.set('Cache-Control', 'max-age=86400').sendFile(name, { root: folder, cacheControl: false })
      }),
    ),
    open(
      'get',
      '/reference/start.js',
      (_request, response) =>
        void response
          .type('text/javascript')
          .send("SwaggerUIBundle({ url: '/openapi.json', dom_id: '#reference', validatorUrl: null })"),
    ),
    open(
      'get',
      '/reference',
      (_request, response) =>
        void response
          .type('html')
          .send(
            '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Charter Desk: API</title><link rel="stylesheet" href="/reference/assets/swagger-ui.css"><div id="reference"></div><script src="/reference/assets/swagger-ui-bundle.js"></script><script src="/reference/start.js"></script></html>',
          ),
    ),
  ]
}
