// Programs for child processes, each made into one file once in a run: read as source, a desk takes five seconds to begin.
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build, type Plugin } from 'esbuild'
import type { Program } from '../../src/demo/deskProcess.ts'
import { oncePerRun } from './oncePerRun.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** Where a module looks for its neighbours (rule books, the style, the worker for sheets) is where its source lies. */
const whereItLies: Plugin = {
  name: 'where its source lies',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.tsx?$/ }, ({ path: file }) => ({
      contents: readFileSync(file, 'utf8').replaceAll('import.meta.url', JSON.stringify(pathToFileURL(file).href)),
      loader: file.endsWith('x') ? 'tsx' : 'ts',
    })),
}

/** Built for this machine, it stays where it is installed. */
const native: Plugin = {
  name: 'native',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^better-sqlite3$/ }, ({ path: name }) => ({
      path: pathToFileURL(createRequire(import.meta.url).resolve(name)).href,
      external: true,
    })),
}

/** Everything that a test starts as a process of its own, by its path from the root of the project. */
const entries = [
  'src/cli/desk.ts',
  'tests/stories/rosterKilled.child.ts',
  'tests/store/sqliteKilled.child.ts',
  'tests/bench/deskSide.ts',
  'tests/bench/bareCommandSide.ts',
  'tests/bench/bareRetimingSide.ts',
  'tests/bench/liveActorSide.ts',
] as const

/** The program of an entry, with its libraries in it. */
export async function program(entry: (typeof entries)[number]): Promise<Program> {
  const folder = await oncePerRun('programs', async (outdir) => {
    await build({
      entryPoints: entries.map((each) => path.join(root, each)),
      outdir,
      outbase: root,
      outExtension: { '.js': '.mjs' },
      absWorkingDir: root,
      bundle: true,
      splitting: true,
      platform: 'node',
      format: 'esm',
      target: 'node24',
      // Libraries of the older kind ask for Node's own modules with it.
      banner: {
        js: `import { createRequire as requireFrom } from 'node:module'\nconst require = requireFrom(${JSON.stringify(pathToFileURL(root).href)})`,
      },
      plugins: [whereItLies, native],
      logLevel: 'error',
    })
    writeFileSync(path.join(outdir, 'compiled.mjs'), compiledOnce)
  })
  const compiled = pathToFileURL(path.join(folder, 'compiled.mjs')).href
  return { execArgv: ['--import', compiled], file: path.join(folder, entry.replace(/ts$/, 'mjs')) }
}

/** Read before the program: what was compiled by one process serves the next. */
const compiledOnce = `import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'
enableCompileCache(fileURLToPath(new URL('compiled', import.meta.url)))
`
