// Questions of whoever watches for changes: asked several times a second, so each ends at the last entry of an index.
import { asc, eq, gt, inArray, max, sql } from 'drizzle-orm'
import type { ChangeLine } from '../../application/recordLines.ts'
import { prepareList, the, type Dialect } from '../dialect.ts'

type Marks = { mark: number | null }

export function prepareChangeQueries({ db, tables: t, prepare }: Dialect) {
  /** A maximum a charter, so that each is found at the end of its part of the index. */
  const ofCharter = sql<
    number | null
  >`(select max(${t.events.sequence}) from ${t.events} where ${t.events.charter} = ${t.charters.id})`
  return {
    markOfAll: prepare<Marks>('mark_of_all', db.select({ mark: max(t.events.sequence) }).from(t.events)),
    marksOfOrganiser: prepare<Marks>(
      'marks_of_organiser',
      db
        .select({ mark: ofCharter })
        .from(t.charters)
        .where(eq(t.charters.organiser, the('organiser'))),
    ),
    marksOfCharters: prepareList<Marks>((ids, size) =>
      prepare(
        `marks_of_charters_${size}`,
        db.select({ mark: ofCharter }).from(t.charters).where(inArray(t.charters.id, ids)),
      ),
    ),
    /** The last of a type that is not written often: by its number, for moments need not come in its order. */
    markOfType: prepare<Marks>(
      'mark_of_type',
      db
        .select({ mark: max(t.events.sequence) })
        .from(t.events)
        .where(eq(t.events.type, the('type'))),
    ),
    changesAfter: prepare<ChangeLine>(
      'changes_after',
      db
        .select({
          sequence: t.events.sequence,
          aggregate: t.events.aggregate,
          charter: t.events.charter,
          organisation: t.events.actorOrganisation,
          type: t.events.type,
        })
        .from(t.events)
        .where(gt(t.events.sequence, the('after')))
        .orderBy(asc(t.events.sequence))
        .limit(the('limit')),
    ),
  }
}
