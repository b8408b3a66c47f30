// Who may do what, and see what: what the table does not name is refused, what a task does not need is masked.
import { describe, expect, it } from 'vitest'
import { personalFields, showing, shownTo, views, type ViewName } from '../../src/domain/access/fields.ts'
import { personView } from '../../src/domain/access/masking.ts'
import { organisationKinds, roles, type Role } from '../../src/domain/access/roles.ts'
import { acts, reach, table } from '../../src/domain/access/table.ts'
import { charterCommands } from '../../src/domain/charter/commands.ts'
import { personalCommands } from '../../src/domain/journey/commands.ts'
import { MerchantDetails } from '../../src/domain/journey/merchant.ts'
import { RunCommand } from '../../src/domain/transfer/commands.ts'

const who = (act: (typeof acts)[number]) => roles.filter((role) => reach(role, act) !== null)

describe('The table', () => {
  it('has a row for every act, and no other', () => {
    expect(Object.keys(table).sort()).toEqual([...acts].sort())
    expect(new Set(acts).size).toBe(acts.length)
  })

  it('names somebody for every act, and only roles that exist', () => {
    for (const act of acts) {
      expect(who(act), act).not.toEqual([])
      for (const role of Object.keys(table[act])) expect(roles).toContain(role)
    }
  })

  it('refuses every role that a row does not name', () => {
    for (const act of acts) {
      for (const role of roles) expect(reach(role, act)).toBe(table[act][role] ?? null)
    }
    expect(reach('chamber', 'IssueCode')).toBeNull()
    expect(reach('laboratory', 'Board')).toBeNull()
    expect(reach('auditor', 'RecordTest')).toBeNull()
  })

  it('lets nobody do anything who has no name, or is the desk itself', () => {
    for (const role of ['anonymous', 'desk'] as const) {
      expect(acts.filter((act) => reach(role, act) !== null)).toEqual([])
    }
  })

  it('lets whoever holds a status link see their own page, answer the offer of a seat, ask for one again and tell what it was for, and nothing else', () => {
    const may = acts.filter((act) => reach('merchant', act) !== null)
    expect(may).toEqual(['AcceptSeat', 'DeclineSeat', 'RequestSeat', 'TellOutcome', 'ViewOwnStatus'])
    for (const act of may) expect(reach('merchant', act)).toBe('own')
  })

  it('has every command that a person can send for a journey, a charter or a run', () => {
    const commands = [
      ...Object.values(personalCommands).map((command) => command.shape.type.value),
      ...Object.values(charterCommands).map((command) => command.shape.type.value),
      ...RunCommand.options.map((command) => command.shape.type.value),
      'DraftCharter',
      'RegisterMerchant',
    ]
    for (const command of commands) expect(acts).toContain(command)
  })

  it('reaches everything only for those who watch or rule over all charters', () => {
    for (const act of acts) {
      for (const role of who(act)) {
        if (act === 'KeepFactors') {
          expect(reach(role, act)).toBe('own')
          continue
        }
        // Each looks after its own people; whoever administers, after everybody's.
        if (/(People|Person|Reach|Session|Sessions)$/.test(act)) {
          expect(reach(role, act)).toBe(role === 'administrator' ? 'any' : 'own')
          continue
        }
        const expected = ['reformOffice', 'auditor', 'administrator'].includes(role)
        expect(reach(role, act) === 'any', `${role} ${act}`).toBe(expected)
      }
    }
  })

  it('keeps organisers to their own', () => {
    for (const act of acts) {
      for (const role of ['chamber', 'company'] as const) expect([null, 'own']).toContain(reach(role, act))
    }
  })

  it('lets the auditor look, search, take the record out and sign in, and never act', () => {
    for (const act of acts.filter((each) => reach('auditor', each) !== null))
      expect(act).toMatch(/^(View|SearchRecord$|ExportRecord$|UnmaskMerchant$|EndSession$|KeepFactors$)/)
  })

  it('gives each decisive act to one office alone', () => {
    expect(who('IssueCode')).toEqual(['mission'])
    expect(who('RefuseCode')).toEqual(['mission'])
    expect(who('Board')).toEqual(['carrier'])
    expect(who('ApproveCharter')).toEqual(['reformOffice'])
    // At the port, under an edition that keeps nobody, the crew that would have driven them lets them go.
    expect(who('Release')).toEqual(['transferCrew', 'facility'])
    expect(who('KeepTokens')).toEqual(['administrator'])
    expect(who('RegisterMerchant')).toEqual(['chamber', 'company'])
  })
})

const person = MerchantDetails.parse({
  surname: 'KIM',
  givenNames: 'MINJUN',
  nativeName: '김민준',
  documentNumber: 'M12345678',
  issuingState: 'KOR',
  nationality: 'KOR',
  birthDate: '1985-04-12',
  sex: 'M',
  documentExpiry: '2027-01-01',
  phone: '+821012345678',
  email: 'minjun@example.kr',
  language: 'ko',
})
const seen = {
  name: { name: 'KIM MINJUN', nativeName: '김민준' },
  document: { documentNumber: 'M12345678' },
  birthDate: { birthDate: '1985-04-12' },
  contact: { email: 'minjun@example.kr', phone: '+821012345678' },
} as const
const hidden = {
  name: { name: 'K. M.', nativeName: '김.' },
  document: { documentNumber: '…678' },
  birthDate: { birthDate: '1985' },
  contact: { email: 'm…@….kr', phone: '…678' },
} as const
const absent = {
  name: { name: '', nativeName: '' },
  document: { documentNumber: '' },
  birthDate: { birthDate: '' },
  contact: { email: '', phone: '' },
} as const
const every = Object.keys(views) as readonly ViewName[]

describe('A person', () => {
  it.each(roles)('is seen by %s on every view as the table of fields says', (role: Role) => {
    for (const name of every) {
      const view = personView(person, role, name)
      for (const field of personalFields) {
        const how = showing(name, role, field)
        const want = how === 'whole' ? seen : how === 'short' ? hidden : absent
        expect(view, `${name} ${field}`).toMatchObject(want[field])
      }
      expect(view.masked).toEqual(personalFields.filter((field) => showing(name, role, field) !== 'whole'))
      expect(view.nationality).toBe('KOR')
    }
  })

  it('is shown on a journey whole only where the task needs it', () => {
    const whole = (role: Role) => personalFields.filter((field) => showing('journey', role, field) === 'whole')
    expect(Object.fromEntries(roles.map((role) => [role, whole(role).join(' ')]))).toEqual({
      chamber: 'name document birthDate contact',
      company: 'name document birthDate contact',
      reformOffice: '',
      mission: 'name document birthDate',
      laboratory: 'name document birthDate',
      carrier: 'name document',
      transferCrew: 'name',
      facility: 'name contact',
      auditor: '',
      administrator: '',
      merchant: '',
      anonymous: '',
      desk: '',
    })
  })

  it('has no test result and no finding shown to the gate, the crew or whoever keeps the desk', () => {
    for (const role of ['carrier', 'transferCrew', 'administrator'] as const) {
      for (const name of ['journey', 'charterPage', 'reasons', 'plan'] as const)
        for (const field of ['tests', 'infection', 'reasons', 'words'] as const)
          expect(showing(name, role, field), `${role} ${name} ${field}`).toBeNull()
    }
    expect(showing('journey', 'laboratory', 'tests')).toBe('whole')
    expect(showing('journey', 'laboratory', 'infection')).toBeNull()
  })

  it('is shown by no view to a role that may not open it, and by a link to its holder alone', () => {
    for (const name of every) {
      const { by } = views[name]
      for (const role of roles) {
        const may = by === 'link' ? role === 'merchant' : reach(role, by) !== null
        if (!may) expect(shownTo(name, role), `${name} ${role}`).toEqual([])
      }
      for (const role of ['anonymous', 'desk'] as const) expect(shownTo(name, role)).toEqual([])
    }
  })

  it('is shown in no view with more than that view is for', () => {
    for (const role of roles) {
      expect(showing('manifest', role, 'contact')).toBeNull()
      expect(showing('manifestFile', role, 'contact')).toBeNull()
      expect(showing('charterPage', role, 'birthDate')).toBeNull()
      expect(showing('letters', role, 'document')).toBeNull()
    }
  })

  it('masked leaks nothing that was hidden', () => {
    const text = JSON.stringify(personView(person, 'auditor', 'journey'))
    for (const secret of ['KIM', 'MINJUN', '민준', 'M12345', '04-12', 'minjun', '101234'])
      expect(text).not.toContain(secret)
  })

  it('without a native or given name is not shown with a lonely dot', () => {
    const single = { ...person, givenNames: '', nativeName: '' }
    expect(personView(single, 'auditor', 'journey')).toMatchObject({ name: 'K.', nativeName: '' })
    expect(personView(single, 'chamber', 'journey').name).toBe('KIM')
  })
})

it('Every kind of organisation is a role', () => {
  for (const kind of organisationKinds) expect(roles).toContain(kind)
})
