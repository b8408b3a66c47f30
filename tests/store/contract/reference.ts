// Given organisations, tokens, laboratories, editions, lockdowns and links, when they are put again, then the last word stands.
import { describe, expect, it } from 'vitest'
import type { Change, Store } from '../../../src/application/ports.ts'
import type { StoredTrade } from '../../../src/application/tradePorts.ts'
import type { AccessToken } from '../../../src/application/signInPorts.ts'
import * as make from '../../support/rows.ts'

const { at, organisationNo } = make

export function reference(the: () => Store): void {
  const put = (...changes: Change[]) => the().commit(make.commit(changes))

  describe('reference data', () => {
    it('organisations and facilities are put, and put again under another name', async () => {
      const organisation = { id: organisationNo(1), kind: 'chamber' as const, name: '韩国商会' }
      await put(
        { on: 'organisation', organisation },
        { on: 'facility', facility: make.facility, organisation: organisation.id },
      )
      expect(await the().organisation(organisation.id)).toEqual(organisation)
      expect(await the().organisation(organisationNo(2))).toBeNull()
      await put({ on: 'organisation', organisation: { ...organisation, name: 'Korean chamber' } })
      expect(await the().organisations()).toEqual([{ ...organisation, name: 'Korean chamber' }])
      const facility = { facility: make.facility, organisation: organisation.id }
      expect(await the().facility(make.facilityOne)).toEqual(facility)
      expect(await the().facilities()).toEqual([facility])
    })

    it('laboratories, editions and lockdowns come back as they were put; a lockdown is ended under its beginning', async () => {
      const laboratory = {
        id: 'seegene',
        name: 'Seegene',
        city: 'Seoul',
        country: 'KR',
        reagents: ['Allplex'],
        turnaroundHours: 12,
        admissions: ['designated' as const],
      }
      const edition = { id: 'kr-2022-07-01', kind: 'mission' as const, body: { windows: [48, 24] }, at: at() }
      const lockdown = { destination: '义乌', from: at(), until: null, reason: 'outbreak' }
      await put({ on: 'laboratory', laboratory }, { on: 'edition', edition }, { on: 'lockdown', lockdown })
      expect(await the().laboratories()).toEqual([laboratory])
      expect(await the().editions()).toEqual([edition])
      expect(await the().lockdowns()).toEqual([lockdown])
      await put({ on: 'lockdown', lockdown: { ...lockdown, until: at(60) } })
      expect(await the().lockdowns()).toEqual([{ ...lockdown, until: at(60) }])
    })

    it('trade figures are kept version by version; a version that is there is a conflict', async () => {
      const entry = (version: number, country = 'KR'): StoredTrade => ({
        country,
        from: '2022-01' as StoredTrade['from'],
        until: '2022-07' as StoredTrade['until'],
        version,
        figures: {
          currency: 'CNY',
          unit: 'billions',
          exports: '5.30',
          imports: null,
          exportGrowth: '-0.5',
          importGrowth: null,
          source: { name: '义乌海关', address: null },
        },
        reason: version === 1 ? null : 'revised',
        at: at(version),
        by: { role: 'reformOffice', organisation: organisationNo(1), token: 't1', person: null },
      })
      await put(
        { on: 'trade', entry: entry(2) },
        { on: 'trade', entry: entry(1) },
        { on: 'trade', entry: entry(1, 'IN') },
      )
      expect(await the().tradeFigures()).toEqual([entry(1, 'IN'), entry(1), entry(2)])
      const again = { ...entry(2), reason: 'other' }
      expect(await put({ on: 'trade', entry: again })).toMatchObject({ outcome: 'conflict', on: 'trade' })
      expect(await the().tradeFigures()).toContainEqual(entry(2))
    })

    it('names are ordered by their bytes, whatever language the database was made for', async () => {
      const laboratory = { name: 'x', city: 'x', country: 'KR', reagents: [], turnaroundHours: 1, admissions: [] }
      const names = ['b', 'a-b', 'ab', 'B', 'a', '-b', '_b', 'A/1']
      await put(...names.map((id): Change => ({ on: 'laboratory', laboratory: { ...laboratory, id } })))
      expect((await the().laboratories()).map(({ id }) => id)).toEqual([...names].sort())
    })

    it('a token is found by its digest, reaches every charter or those named, and is revoked once', async () => {
      const token: AccessToken = {
        id: 't1',
        digest: 'd1',
        role: 'chamber',
        organisation: organisationNo(1),
        charters: null,
        label: 'desk',
        expiresAt: at(600),
        revokedAt: null,
        acts: null,
        lastUsedAt: null,
      }
      const narrow = { ...token, id: 't2', digest: 'd2', charters: [make.charterNo(1)] }
      await put({ on: 'token', token }, { on: 'token', token: narrow })
      expect(await the().token('d1')).toEqual(token)
      expect(await the().token('d2')).toEqual(narrow)
      expect(await the().token('d3')).toBeNull()
      expect(await put({ on: 'token', token: { ...token, id: 't3' } })).toMatchObject({ on: 'token' })
      await put({ on: 'tokenRevoked', id: 't1', at: at(1) })
      await put({ on: 'tokenRevoked', id: 't1', at: at(2) })
      expect(await the().tokens()).toEqual([{ ...token, revokedAt: at(1) }, narrow])
      expect(await put({ on: 'tokenRevoked', id: 't9', at: at(2) })).toMatchObject({ on: 'tokenRevoked' })
    })

    it('a status link is found by its digest and revoked once', async () => {
      const link = { digest: 'l1', journey: make.journeyNo(1), createdAt: at(), revokedAt: null }
      await put({ on: 'link', link })
      expect(await the().link('l1')).toEqual(link)
      await put({ on: 'linkRevoked', digest: 'l1', at: at(3) })
      expect(await the().link('l1')).toEqual({ ...link, revokedAt: at(3) })
      expect(await put({ on: 'link', link })).toMatchObject({ outcome: 'conflict', on: 'link' })
    })

    it('a store that is open is ready', async () => {
      expect(await the().ready()).toBe(true)
    })
  })
}
