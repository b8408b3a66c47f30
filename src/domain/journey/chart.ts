// The journey as a drawing: which fact may follow which, and what each arrival calls for. No guards, clocks or numbers.
import { initialTransition, setup, transition, type StateValue } from 'xstate'
import type { JourneyEventType } from './events.ts'
import { fromStage, toStage, type Stage } from './stage.ts'

/** Letters to the merchant, wakes for the policy to time, alarms for people: named here, made elsewhere. */
export const follows = [
  'letter.waitlisted',
  'letter.waitingListRanked',
  'letter.seatOffered',
  'letter.offerDeclined',
  'letter.offerLapsed',
  'letter.offerTooLate',
  'letter.seatAssigned',
  'letter.seatLost',
  'letter.scheduleChanged',
  'letter.reminder',
  'letter.testNotCounted',
  'letter.firstNegativeCounted',
  'letter.codeIssued',
  'letter.clearedToBoard',
  'letter.lapsed',
  'letter.deferred',
  'letter.withdrawn',
  'letter.notTravelled',
  'letter.landed',
  'letter.entryRefused',
  'letter.admitted',
  'letter.inMedicalCare',
  'letter.returnedToObservation',
  'letter.underHomeMonitoring',
  'letter.staysInFacility',
  'letter.released',
  'letter.outcomeAsked',
  'letter.rulesChanged',
  'wake.offerEnds',
  'wake.firstSampleOpens',
  'wake.secondSampleOpens',
  'wake.codeCloses',
  'wake.boardingCloses',
  'wake.testDayEnds',
  'wake.centralPeriodEnds',
  'wake.homePeriodEnds',
  'wake.stillMissing',
  'wake.outcomeAsked',
  'free.seat',
  'ask.line',
  'free.room',
  'tell.dependants',
  'alarm.leftLoop',
  'alarm.positive',
  'alarm.testMissing',
  'alarm.periodOverdue',
] as const
export type Follow = (typeof follows)[number]

/** A fact that is kept in the record and moves nothing. xstate calls a bare `{}` forbidden, so it does name an action. */
const kept = { actions: 'keep' } as const

const machine = setup({
  types: { events: {} as { type: JourneyEventType } },
  actions: Object.fromEntries([...follows, 'keep'].map((name) => [name, () => {}])) as Record<
    Follow | 'keep',
    () => void
  >,
}).createMachine({
  id: 'journey',
  initial: 'registered',
  states: {
    registered: {
      on: {
        MerchantRegistered: kept,
        DetailsChanged: kept,
        EditionKept: kept,
        MissionEditionRedecided: { actions: 'letter.rulesChanged' },
        WaitingListJoined: { target: 'waitlisted', actions: 'letter.waitlisted' },
        SeatAssigned: { target: 'seated', actions: 'letter.seatAssigned' },
        ScheduleChanged: { actions: 'letter.scheduleChanged' },
        Withdrawn: { target: 'withdrawn', actions: 'tell.dependants' },
        Deferred: { target: 'deferred', actions: 'tell.dependants' },
      },
    },
    waitlisted: {
      on: {
        DetailsChanged: kept,
        EditionKept: kept,
        MissionEditionRedecided: { actions: 'letter.rulesChanged' },
        SeatAssigned: { target: 'seated', actions: 'letter.seatAssigned' },
        WaitingListRanked: { actions: 'letter.waitingListRanked' },
        SeatOffered: { target: 'offered', actions: 'letter.seatOffered' },
        OfferPassedOver: { actions: 'letter.offerTooLate' },
        SeatRequested: { actions: 'ask.line' },
        ScheduleChanged: { actions: 'letter.scheduleChanged' },
        Withdrawn: { target: 'withdrawn', actions: 'tell.dependants' },
        Deferred: { target: 'deferred', actions: 'tell.dependants' },
      },
    },
    offered: {
      // A freed seat is held for this merchant until the offer is answered or ends.
      entry: 'wake.offerEnds',
      on: {
        DetailsChanged: kept,
        EditionKept: kept,
        MissionEditionRedecided: { actions: 'letter.rulesChanged' },
        ScheduleChanged: { actions: 'letter.scheduleChanged' },
        OfferAccepted: { target: 'seated', actions: 'letter.seatAssigned' },
        OfferDeclined: { target: 'waitlisted', actions: ['letter.offerDeclined', 'free.seat'] },
        // A re-timing can make an open offer one that cannot be met.
        OfferPassedOver: { target: 'waitlisted', actions: ['letter.offerTooLate', 'free.seat'] },
        OfferLapsed: { target: 'waitlisted', actions: ['letter.offerLapsed', 'free.seat'] },
        Withdrawn: { target: 'withdrawn', actions: ['free.seat', 'tell.dependants'] },
        Deferred: { target: 'deferred', actions: ['free.seat', 'tell.dependants'] },
      },
    },
    seated: {
      initial: 'awaitingFirstNegative',
      // Entered once a seat is held; the inner steps below go back and forth without leaving it.
      entry: ['wake.firstSampleOpens', 'wake.boardingCloses'],
      on: {
        DetailsChanged: kept,
        EditionKept: kept,
        TestRecorded: kept,
        TestNotCounted: { actions: 'letter.testNotCounted' },
        ReminderDue: { actions: 'letter.reminder' },
        ScheduleChanged: {
          actions: [
            'letter.scheduleChanged',
            'wake.firstSampleOpens',
            'wake.secondSampleOpens',
            'wake.codeCloses',
            'wake.boardingCloses',
          ],
        },
        MissionEditionRedecided: {
          actions: [
            'letter.rulesChanged',
            'wake.firstSampleOpens',
            'wake.secondSampleOpens',
            'wake.codeCloses',
            'wake.boardingCloses',
          ],
        },
        SeatLost: { target: 'waitlisted', actions: ['letter.seatLost', 'free.seat'] },
        Withdrawn: { target: 'withdrawn', actions: ['free.seat', 'tell.dependants'] },
        Deferred: { target: 'deferred', actions: ['free.seat', 'tell.dependants'] },
      },
      states: {
        awaitingFirstNegative: {
          on: {
            // Where an edition asks nothing before the code, it comes first; what was applied for on a report that lapsed ends here.
            CodeApplied: kept,
            CodeIssued: { actions: 'letter.codeIssued' },
            CodeRefused: kept,
            CodeLapsed: kept,
            FirstNegativeCounted: { target: 'awaitingSecondNegative', actions: 'letter.firstNegativeCounted' },
            TestsComplete: 'awaitingHealthCode',
          },
        },
        awaitingSecondNegative: {
          initial: 'codeOutstanding',
          entry: ['wake.secondSampleOpens', 'wake.codeCloses'],
          on: {
            CodeApplied: kept,
            CodeIssued: { actions: 'letter.codeIssued' },
            CodeRefused: kept,
            FirstNegativeLapsed: {
              target: 'awaitingFirstNegative',
              actions: ['letter.lapsed', 'wake.firstSampleOpens'],
            },
          },
          states: {
            codeOutstanding: {
              on: {
                CodeLapsed: kept,
                CodeRequirementMet: 'codeIssued',
                TestsComplete: '#journey.seated.awaitingHealthCode',
              },
            },
            codeIssued: {
              on: {
                CodeLapsed: { target: 'codeOutstanding', actions: 'letter.lapsed' },
                TestsComplete: { target: '#journey.clearedToBoard', actions: 'letter.clearedToBoard' },
              },
            },
          },
        },
        awaitingHealthCode: {
          entry: 'wake.codeCloses',
          on: {
            CodeLapsed: kept,
            CodeApplied: kept,
            CodeIssued: kept,
            CodeRefused: kept,
            CodeRequirementMet: { target: '#journey.clearedToBoard', actions: 'letter.clearedToBoard' },
            TestsLapsed: { target: 'awaitingSecondNegative', actions: 'letter.lapsed' },
          },
        },
      },
    },
    clearedToBoard: {
      on: {
        DetailsChanged: kept,
        TestRecorded: kept,
        TestNotCounted: kept,
        EditionKept: kept,
        MissionEditionRedecided: { actions: ['letter.rulesChanged', 'wake.boardingCloses'] },
        ScheduleChanged: { actions: ['letter.scheduleChanged', 'wake.boardingCloses'] },
        TestsLapsed: { target: 'seated.awaitingSecondNegative.codeIssued', actions: 'letter.lapsed' },
        CodeLapsed: { target: 'seated.awaitingHealthCode', actions: 'letter.lapsed' },
        SeatLost: { target: 'waitlisted', actions: ['letter.seatLost', 'free.seat'] },
        Withdrawn: { target: 'withdrawn', actions: ['free.seat', 'tell.dependants'] },
        Deferred: { target: 'deferred', actions: ['free.seat', 'tell.dependants'] },
        Boarded: 'aboard',
        BoardingDenied: { target: 'notTravelled' },
        DidNotShow: { target: 'notTravelled' },
      },
    },
    aboard: {
      on: {
        DetailsChanged: kept,
        TestRecorded: kept,
        FoundPositive: { actions: 'alarm.positive' },
        Disembarked: 'clearedToBoard',
        Landed: { target: 'awaitingTransfer', actions: 'letter.landed' },
      },
    },
    awaitingTransfer: {
      on: {
        DetailsChanged: kept,
        TestRecorded: kept,
        FoundPositive: { actions: 'alarm.positive' },
        EditionKept: kept,
        ObservationEditionRedecided: { actions: 'letter.rulesChanged' },
        // Under an edition that keeps nobody the way ends at the port.
        Released: 'released',
        EntryRefused: { target: 'entryRefused', actions: 'letter.entryRefused' },
        TransferBegun: 'inClosedLoopTransfer',
        TakenToMedicalCare: 'inMedicalCare',
        LeftLoop: 'leftLoop',
      },
    },
    inClosedLoopTransfer: {
      on: {
        DetailsChanged: kept,
        TestRecorded: kept,
        FoundPositive: { actions: 'alarm.positive' },
        EditionKept: kept,
        ObservationEditionRedecided: { actions: 'letter.rulesChanged' },
        Admitted: { target: 'underMedicalObservation', actions: 'letter.admitted' },
        TakenToMedicalCare: 'inMedicalCare',
        ReturnedToTransfer: 'awaitingTransfer',
        LeftLoop: 'leftLoop',
      },
    },
    underMedicalObservation: {
      entry: ['wake.testDayEnds', 'wake.centralPeriodEnds'],
      on: {
        DetailsChanged: kept,
        FoundPositive: { actions: 'alarm.positive' },
        TestRecorded: kept,
        HomeAssessed: kept,
        RoomChanged: kept,
        RiskAssessed: kept,
        EditionKept: kept,
        ObservationEditionRedecided: {
          actions: ['letter.rulesChanged', 'wake.testDayEnds', 'wake.centralPeriodEnds', 'wake.homePeriodEnds'],
        },
        TakenToMedicalCare: { target: 'inMedicalCare', actions: 'free.room' },
        CentralPeriodCompleted: { target: 'underHomeMonitoring', actions: 'free.room' },
        HomeLegImpossible: { actions: ['letter.staysInFacility', 'wake.testDayEnds', 'wake.homePeriodEnds'] },
        DayTestMissed: { actions: 'alarm.testMissing' },
        PeriodOverrun: { actions: 'alarm.periodOverdue' },
        Released: { target: 'released', actions: 'free.room' },
        ReleasedEarly: { target: 'released', actions: 'free.room' },
        LeftLoop: { target: 'leftLoop', actions: 'free.room' },
      },
    },
    inMedicalCare: {
      entry: 'letter.inMedicalCare',
      on: {
        DetailsChanged: kept,
        TestRecorded: kept,
        HomeAssessed: kept,
        EditionKept: kept,
        ObservationEditionRedecided: { actions: 'letter.rulesChanged' },
        ReturnedToObservation: { target: 'underMedicalObservation', actions: 'letter.returnedToObservation' },
        Released: 'released',
        LeftLoop: 'leftLoop',
      },
    },
    underHomeMonitoring: {
      entry: ['letter.underHomeMonitoring', 'wake.testDayEnds', 'wake.homePeriodEnds'],
      on: {
        DetailsChanged: kept,
        FoundPositive: { actions: 'alarm.positive' },
        TestRecorded: kept,
        RiskAssessed: kept,
        EditionKept: kept,
        ObservationEditionRedecided: {
          actions: ['letter.rulesChanged', 'wake.testDayEnds', 'wake.homePeriodEnds'],
        },
        DayTestMissed: { actions: 'alarm.testMissing' },
        PeriodOverrun: { actions: 'alarm.periodOverdue' },
        TakenToMedicalCare: 'inMedicalCare',
        Released: 'released',
        ReleasedEarly: 'released',
        LeftLoop: 'leftLoop',
      },
    },
    leftLoop: {
      entry: ['alarm.leftLoop', 'wake.stillMissing'],
      on: {
        DetailsChanged: kept,
        StillMissing: { actions: ['alarm.leftLoop', 'wake.stillMissing'] },
        ReturnedToTransfer: 'awaitingTransfer',
        ReturnedToObservation: { target: 'underMedicalObservation', actions: 'letter.returnedToObservation' },
        TakenToMedicalCare: 'inMedicalCare',
      },
    },
    // The way has ended. Only what it was for is asked and told behind it, and moves nothing.
    released: {
      entry: ['letter.released', 'wake.outcomeAsked'],
      type: 'final',
      on: { OutcomeAsked: { actions: 'letter.outcomeAsked' }, OutcomeTold: kept },
    },
    deferred: { entry: 'letter.deferred', type: 'final' },
    notTravelled: { entry: ['letter.notTravelled', 'free.seat', 'tell.dependants'], type: 'final' },
    withdrawn: { entry: 'letter.withdrawn', type: 'final' },
    entryRefused: { type: 'final' },
  },
})

/** Raised when a stage comes to mean something else; a stored journey of another version is refused loudly. */
export const chartVersion = 1

export type Step = { readonly stage: Stage; readonly follows: readonly Follow[] }

/** xstate's own answer: where the fact leads from this stage, or null where it cannot happen there. */
export function ask(stage: Stage, type: JourneyEventType): Step | null {
  const snapshot = machine.resolveState({ value: fromStage(stage) })
  if (!snapshot.can({ type })) return null
  const [next, actions] = transition(machine, snapshot, { type })
  const named = actions.map((action) => action.type).filter((name) => name !== kept.actions)
  return { stage: toStage(next.value as StateValue), follows: named as Follow[] }
}

const remembered = new Map<string, Step | null>()

/** The same answer, remembered: without guards, context and delays it depends on the stage and the fact alone. */
export function step(stage: Stage, type: JourneyEventType): Step | null {
  const key = `${stage} ${type}`
  let known = remembered.get(key)
  if (known === undefined) {
    known = ask(stage, type)
    remembered.set(key, known)
  }
  return known
}

export const firstStage: Stage = toStage(initialTransition(machine)[0].value as StateValue)

/** The drawing itself, for diagrams and tests; nobody starts it. */
export const journeyChart = machine
