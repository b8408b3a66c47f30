// Questions for what changes seldom: organisations, tokens, facilities, laboratories, editions, lockdowns and links.
import { asc, eq } from 'drizzle-orm'
import { the, type Dialect } from '../dialect.ts'

export function prepareReferenceQueries(dialect: Dialect) {
  const { db, tables: t, prepare } = dialect

  return {
    facility: prepare(
      'facility',
      db
        .select()
        .from(t.facilities)
        .where(eq(t.facilities.id, the('id'))),
    ),
    facilities: prepare('facilities', db.select().from(t.facilities).orderBy(asc(t.facilities.id))),
    token: prepare(
      'token',
      db
        .select()
        .from(t.tokens)
        .where(eq(t.tokens.digest, the('digest'))),
    ),
    tokens: prepare('tokens', db.select().from(t.tokens).orderBy(asc(t.tokens.id))),
    organisation: prepare(
      'organisation',
      db
        .select()
        .from(t.organisations)
        .where(eq(t.organisations.id, the('id'))),
    ),
    organisations: prepare('organisations', db.select().from(t.organisations).orderBy(asc(t.organisations.id))),
    laboratories: prepare('laboratories', db.select().from(t.laboratories).orderBy(asc(t.laboratories.id))),
    editions: prepare('editions', db.select().from(t.editions).orderBy(asc(t.editions.id))),
    lockdowns: prepare(
      'lockdowns',
      db.select().from(t.lockdowns).orderBy(asc(t.lockdowns.destination), asc(t.lockdowns.from)),
    ),
    tradeFigures: prepare(
      'trade_figures',
      db
        .select()
        .from(t.tradeFigures)
        .orderBy(
          asc(t.tradeFigures.country),
          asc(t.tradeFigures.from),
          asc(t.tradeFigures.until),
          asc(t.tradeFigures.version),
        ),
    ),
    link: prepare(
      'link',
      db
        .select()
        .from(t.links)
        .where(eq(t.links.digest, the('digest'))),
    ),
  }
}
