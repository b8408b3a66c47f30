// Writes of what changes seldom: put over what is there, but for tokens and links, which are made once and revoked.
import { eq, sql } from 'drizzle-orm'
import { the, type Dialect } from '../dialect.ts'
import { insertOne, put } from '../inserts.ts'

export function prepareReferenceWrites(dialect: Dialect) {
  const { db, tables: t, prepare } = dialect
  const found = sql<number>`1`.as('found')

  return {
    organisation: put(dialect, 'organisation', t.organisations, [t.organisations.id]),
    facility: put(dialect, 'facility', t.facilities, [t.facilities.id]),
    laboratory: put(dialect, 'laboratory', t.laboratories, [t.laboratories.id]),
    edition: put(dialect, 'edition', t.editions, [t.editions.id]),
    lockdown: put(dialect, 'lockdown', t.lockdowns, [t.lockdowns.destination, t.lockdowns.from]),
    trade: insertOne(dialect, 'trade', t.tradeFigures),
    token: insertOne(dialect, 'token', t.tokens),
    revokeToken: prepare(
      'revoke_token',
      db
        .update(t.tokens)
        .set({ revokedAt: sql`coalesce(${t.tokens.revokedAt}, ${sql.param(the('at'), t.tokens.revokedAt)})` })
        .where(eq(t.tokens.id, the('id')))
        .returning({ found }),
    ),
    useToken: prepare(
      'use_token',
      db
        .update(t.tokens)
        .set({ lastUsedAt: sql`${sql.param(the('at'), t.tokens.lastUsedAt)}` })
        .where(eq(t.tokens.id, the('id')))
        .returning({ found }),
    ),
    link: insertOne(dialect, 'link', t.links),
    revokeLink: prepare(
      'revoke_link',
      db
        .update(t.links)
        .set({ revokedAt: sql`coalesce(${t.links.revokedAt}, ${sql.param(the('at'), t.links.revokedAt)})` })
        .where(eq(t.links.digest, the('digest')))
        .returning({ found }),
    ),
  }
}
