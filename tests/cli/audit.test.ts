// The audit: whatever somebody changes in the file by hand is found, and the first difference is named.
import { copyFileSync } from 'node:fs'
import path from 'node:path'
import Connection from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AuditReport } from '../../src/application/audit.ts'
import { audit } from '../../src/cli/audit.ts'
import { must } from '../support/client.ts'
import { startDesk, type TestDesk } from '../support/desk.ts'
import { register } from '../support/merchants.ts'
import { clearToBoard, closeManifest, flyAndTransfer, furnish, openRegistration, type World } from '../support/world.ts'

let desk: TestDesk
let world: World
let journey: string
let other: string
let run: string
let copies = 0

beforeAll(async () => {
  desk = await startDesk()
  world = await furnish(desk)
  await openRegistration(world)
  journey = await register(world.cast.chamber, world.charter, 1)
  other = await register(world.cast.chamber, world.charter, 2)
  await clearToBoard(desk, world, [journey, other])
  await closeManifest(desk, world)
  run = await flyAndTransfer(desk, world, [journey, other])
  must(await world.cast.facility.post(`/v1/journeys/${journey}/admission`, { room: 'yw-obs-01/101' }))
  await desk.down()
})
afterAll(() => desk.close())

type File = InstanceType<typeof Connection>
async function auditOf(change: (file: File) => void) {
  const copy = path.join(desk.folder, `copy-${++copies}.sqlite`)
  copyFileSync(desk.file, copy)
  const file = new Connection(copy)
  change(file)
  file.close()
  const outcome = await audit.run({
    args: [],
    json: true,
    config: { ...desk.config, DATABASE_URL: copy },
    say: () => {},
  })
  return { exit: outcome.exit, lines: outcome.lines, report: outcome.json as AuditReport }
}
/** One statement that must really change something. */
const change =
  (statement: string, ...values: readonly unknown[]) =>
  (file: File) =>
    expect(file.prepare(statement).run(...values).changes, statement).toBeGreaterThan(0)

describe('A file that nobody touched', () => {
  it('is whole, and its chains and events are counted', async () => {
    const { exit, report, lines } = await auditOf(() => {})
    expect({ exit, report }).toMatchObject({ exit: 0, report: { intact: true, first: null } })
    expect(report.aggregates).toBeGreaterThan(15)
    expect(report.events).toBeGreaterThan(50)
    expect(lines.join()).toMatch(/^Whole: /)
  })
})

const ofJourney = () => ({ kind: 'journey', aggregate: journey })
const last = (kind: string, aggregate: string) => (file: File) =>
  (
    file
      .prepare(`select max(sequence) as sequence from events where kind = ? and aggregate = ?`)
      .get(kind, aggregate) as { sequence: number }
  ).sequence

describe('Somebody who can write the file is found who', () => {
  const cases: readonly (readonly [string, (file: File) => void, () => object])[] = [
    [
      'changes one byte of a fact',
      (file) =>
        change(
          `update events set data = replace(data, '"lab-1"', '"lab-3"') where kind = 'journey' and aggregate = ? and type = 'TestRecorded'`,
          journey,
        )(file),
      ofJourney,
    ],
    [
      'leaves a fact that cannot be read any more',
      (file) =>
        change(
          `update events set data = substr(data, 1, length(data) - 1) || 'x' where kind = 'journey' and aggregate = ? and version = 2`,
          journey,
        )(file),
      ofJourney,
    ],
    [
      'takes away the last fact',
      (file) => change('delete from events where sequence = ?', last('journey', journey)(file))(file),
      ofJourney,
    ],
    [
      'takes away a fact from the middle',
      (file) => change(`delete from events where kind = 'journey' and aggregate = ? and version = 3`, journey)(file),
      ofJourney,
    ],
    [
      'takes away all facts of a journey',
      (file) => change(`delete from events where kind = 'journey' and aggregate = ?`, journey)(file),
      ofJourney,
    ],
    ['takes away a journey', (file) => change('delete from journeys where id = ?', journey)(file), ofJourney],
    [
      'takes away a journey and its facts',
      (file) => {
        change('delete from journeys where id = ?', journey)(file)
        change(`delete from events where aggregate = ?`, journey)(file)
      },
      () => ({ kind: 'tally', aggregate: world.charter }),
    ],
    [
      'exchanges two facts',
      (file) => {
        const swap = `update events set version = ? where kind = 'journey' and aggregate = ? and version = ?`
        change(swap, 900, journey, 2)(file)
        change(swap, 2, journey, 3)(file)
        change(swap, 3, journey, 900)(file)
      },
      ofJourney,
    ],
    [
      'gives the facts of two journeys to each other',
      (file) => {
        const give = `update events set aggregate = ? where kind = 'journey' and aggregate = ? and version = 2`
        change(give, 'nobody', journey)(file)
        change(give, journey, other)(file)
        change(give, other, 'nobody')(file)
      },
      () => ({ kind: 'journey' }),
    ],
    [
      'says that somebody else did it',
      (file) =>
        change(
          `update events set actor_role = 'desk' where kind = 'journey' and aggregate = ? and version = 1`,
          journey,
        )(file),
      ofJourney,
    ],
    [
      'says that it was at another time',
      (file) =>
        change(
          `update events set at = '2022-08-01T00:00:00.000Z' where kind = 'journey' and aggregate = ? and version = 2`,
          journey,
        )(file),
      ofJourney,
    ],
    [
      'says that another edition decided',
      (file) =>
        change(
          `update events set editions = '[]' where kind = 'journey' and aggregate = ? and version = 2`,
          journey,
        )(file),
      ofJourney,
    ],
    [
      'edits a dossier',
      (file) =>
        change(
          `update journeys set dossier = replace(dossier, '"negative"', '"positive"') where id = ?`,
          journey,
        )(file),
      ofJourney,
    ],
    [
      'leaves a dossier that cannot be read',
      (file) => change(`update journeys set dossier = '{' where id = ?`, journey)(file),
      ofJourney,
    ],
    [
      'moves a journey to another stage',
      (file) => change(`update journeys set stage = 'released' where id = ?`, journey)(file),
      ofJourney,
    ],
    [
      'gives a journey to another organisation',
      (file) =>
        change(
          `update journeys set organisation_id = ? where id = ?`,
          world.cast.organisations.rivalChamber,
          journey,
        )(file),
      ofJourney,
    ],
    [
      'counts a version on',
      (file) => change('update journeys set version = version + 1 where id = ?', journey)(file),
      ofJourney,
    ],
    [
      'edits a charter',
      (file) =>
        change(`update charters set record = replace(record, 'HU454', 'HU455') where id = ?`, world.charter)(file),
      () => ({ kind: 'charter', aggregate: world.charter }),
    ],
    [
      'gives a charter to another organiser',
      (file) =>
        change(
          `update charters set organiser_id = ? where id = ?`,
          world.cast.organisations.rivalChamber,
          world.charter,
        )(file),
      () => ({ kind: 'charter', aggregate: world.charter }),
    ],
    [
      'edits a head-count',
      (file) => change(`update runs set record = replace(record, '"count":2', '"count":3') where id = ?`, run)(file),
      () => ({ kind: 'run', aggregate: run }),
    ],
    [
      'empties a room',
      (file) => change(`update rooms set occupants = '[]' where id = 'yw-obs-01/101'`)(file),
      () => ({ kind: 'room', aggregate: 'yw-obs-01/101' }),
    ],
    [
      'takes a merchant’s row away',
      (file) =>
        change(`delete from merchants where id = (select merchant_id from journeys where id = ?)`, journey)(file),
      () => ({ kind: 'merchant' }),
    ],
    [
      'edits a tally',
      (file) =>
        change(
          `update tallies set standing = standing + 1 where charter_id = ? and stage = 'underMedicalObservation'`,
          world.charter,
        )(file),
      () => ({ kind: 'tally', aggregate: world.charter }),
    ],
    [
      'edits how many ever reached a stage',
      (file) => change(`update tallies set reached = 1 where charter_id = ? and stage = 'aboard'`, world.charter)(file),
      () => ({ kind: 'tally', aggregate: world.charter }),
    ],
    [
      'takes a tally away',
      (file) =>
        change(`delete from tallies where charter_id = ? and stage = 'underMedicalObservation'`, world.charter)(file),
      () => ({ kind: 'tally', aggregate: world.charter }),
    ],
    [
      'changes one byte of a rule book',
      (file) =>
        change(
          `update editions set body = replace(body, '"days":7', '"days":6') where id = 'observation/CN-33/2022-06-28'`,
        )(file),
      () => ({ kind: 'edition', aggregate: 'observation/CN-33/2022-06-28' }),
    ],
    [
      'puts a rule book of their own on the shelf',
      (file) =>
        change(
          `insert into editions select 'observation/CN-33/2022-07-01', kind, replace(body, '2022-06-28', '2022-07-01'), at from editions where id = 'observation/CN-33/2022-06-28'`,
        )(file),
      () => ({ kind: 'edition', aggregate: 'observation/CN-33/2022-07-01' }),
    ],
    [
      'takes a rule book away',
      (file) => change(`delete from editions where id = 'mission/KR/2022-07-01'`)(file),
      () => ({ kind: 'edition', aggregate: 'mission/KR/2022-07-01' }),
    ],
    [
      'leaves a rule book that cannot be read',
      (file) => change(`update editions set body = '{' where id = 'mission/KR/2022-07-01'`)(file),
      () => ({ kind: 'edition' }),
    ],
    [
      'edits what was told of a rule book',
      (file) =>
        change(
          `update events set data = replace(data, '"digest":"', '"digest":"0') where kind = 'desk' and type = 'EditionSeeded' and data like '%mission/KR/2022-07-01%'`,
        )(file),
      () => ({ kind: 'desk', aggregate: 'editions' }),
    ],
    [
      'edits what the desk wrote about itself',
      (file) =>
        change(
          `update events set data = replace(data, 'for a test', 'for a friend') where kind = 'desk' and type = 'TokenIssued'`,
        )(file),
      () => ({ kind: 'desk' }),
    ],
  ]

  it.each(cases)('%s', async (_who, tamper, first) => {
    const { exit, report, lines } = await auditOf(tamper)
    expect({ exit, intact: report.intact }).toEqual({ exit: 1, intact: false })
    expect(report.first).toMatchObject(first())
    expect(lines[0]).toContain(report.first!.aggregate)
    expect(report.first!.what.length).toBeGreaterThan(5)
  })
})

describe('A file that is not there', () => {
  it('is not called whole: the audit says that there is none, and makes none', async () => {
    const config = { ...desk.config, DATABASE_URL: path.join(desk.folder, 'mistyped.sqlite') }
    const outcome = await audit.run({ args: [], json: true, config, say: () => {} })
    expect(outcome.exit).toBe(1)
    expect(outcome.lines.join()).toContain('mistyped.sqlite')
  })
})
