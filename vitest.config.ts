// How the tests are found and run.
import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const all = ['tests/**/*.test.ts', 'tests/**/*.test.tsx']
/** Stands in for a library, which nobody beside it may meet. */
const apart = ['tests/application/fullDisk.test.ts']

/** Whole charters and crowds take minutes: begun first, nothing waits for the last of them alone. */
const longest = [
  'stories/hu454',
  'http/crowd',
  'stories/delhi',
  'stories/roster',
  'browser/accessible',
  'bench/statements',
  'cli/desk',
]
const place = ({ moduleId }: TestSpecification): number => {
  const found = longest.findIndex((name) => moduleId.includes(`/tests/${name}`))
  return found < 0 ? longest.length : found
}
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).sort((a, b) => place(a) - place(b))
  }
}

export default defineConfig({
  test: {
    reporters: ['default', './tests/support/lastLine.ts'],
    projects: [
      // Modules hold no state of their own, so the files of one process read them once.
      {
        extends: true,
        test: {
          name: 'together',
          include: all,
          exclude: apart,
          isolate: false,
          globalSetup: './tests/support/runFolder.ts',
        },
      },
      { extends: true, test: { name: 'apart', include: apart } },
    ],
    sequence: { sequencer: LongestFirst },
    pool: 'forks',
    // Many wait for a desk or a program of their own: half as many again fill the cores.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
})
