// The writing half of the store, the same for both dialects: each call is one work for the writer.
import type { ClaimedEffect } from '../application/effect.ts'
import type { Store } from '../application/ports.ts'
import { uniquePart } from '../domain/ids.ts'
import { epochMs } from '../domain/instant.ts'
import type { Guarded } from './guarded.ts'
import { effect, storedLetter, type Row } from './rows.ts'
import { unguarded } from './work.ts'
import type { Writer } from './writer.ts'
import { writeCommit } from './writes.ts'

export type Writing = Pick<
  Store,
  'commit' | 'claimDue' | 'claimLetters' | 'postpone' | 'releaseClaims' | 'keepLetter' | 'expire'
>

export function writing(to: Guarded, writer: Writer): Writing {
  return {
    commit: async (commit) => writer.write(writeCommit(to, commit)),
    claimDue: (query) =>
      writer.write(
        unguarded<Row<'outbox'>, ClaimedEffect[]>([[to.claimDue, query]], (rows) =>
          // An update answers its rows in any order.
          rows.map((row) => ({ ...effect(row), attempts: row.attempts })).sort(byDue),
        ),
      ),
    claimLetters: (query) =>
      writer.write(
        unguarded<Row<'outbox'>, ClaimedEffect[]>([[to.claimLetters, query]], (rows) =>
          rows
            .map((row) => ({ ...effect(row), attempts: row.attempts }))
            .sort((a, b) =>
              a.createdAt === b.createdAt ? (a.id < b.id ? -1 : 1) : a.createdAt < b.createdAt ? -1 : 1,
            ),
        ),
      ),
    postpone: (query) => writer.write(unguarded([[to.postpone, query]], () => undefined)),
    releaseClaims: (owner) =>
      writer.write(
        unguarded([owner === null ? [to.releaseAll, {}] : [to.releaseOf, { owner }]], (rows) => rows.length),
      ),
    keepLetter: (letter) =>
      writer.write(
        unguarded<Row<'letters'>, Row<'letters'>>(
          [
            [to.keepLetter, letter],
            [to.letter, { id: letter.id }],
          ],
          ([kept]) => storedLetter(kept!),
        ),
      ),
    expire: (kind, { before, limit }) =>
      writer.write(
        unguarded(
          [[to.expire[kind], { before, beforeId: `E${uniquePart(epochMs(before), 0)}`, limit }]],
          (rows) => rows.length,
        ),
      ),
  }
}

const byDue = (a: ClaimedEffect, b: ClaimedEffect): number =>
  a.dueAt === b.dueAt ? (a.id < b.id ? -1 : 1) : a.dueAt < b.dueAt ? -1 : 1
