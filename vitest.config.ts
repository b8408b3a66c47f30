// How the tests are found and run.
import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

const all = ['tests/**/*.test.ts', 'tests/**/*.test.tsx']
/** Stands in for a library, which nobody beside it may meet. */
const apart = ['tests/application/fullDisk.test.ts']

export default defineConfig({
  test: {
    reporters: ['default', './tests/support/lastLine.ts'],
    projects: [
      // Modules hold no state of their own, so the files of one process read them once.
      { extends: true, test: { name: 'together', include: all, exclude: apart, isolate: false } },
      { extends: true, test: { name: 'apart', include: apart } },
    ],
    pool: 'forks',
    // Many wait for a desk or a program of their own: half as many again fill the cores.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
})
