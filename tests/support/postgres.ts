// A real PostgreSQL for tests, from the binaries of the machine: on loopback, in a temporary folder, gone when its starter is.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'

export type Server = { readonly url: string; stop(): Promise<void> }

/** Null where a server can be started; else why not, in words for the title of what is skipped. */
export function postgresMissing(): string | null {
  if (!binaries()) return 'no PostgreSQL is installed here (looked for initdb under /usr/lib/postgresql)'
  if (isRoot() && !postgresUser())
    return 'PostgreSQL refuses to run as root, and there is no user "postgres" to run it as'
  return null
}

/** `settings`: as for `postgres -c`; by default nothing waits for the disk. */
export async function startPostgres(
  settings: readonly string[] = ['fsync=off', 'full_page_writes=off'],
): Promise<Server> {
  const missing = postgresMissing()
  if (missing) throw new Error(missing)
  const bin = binaries()!
  const as = isRoot() ? postgresUser() : null
  const folder = mkdtempSync(join(tmpdir(), 'desk-pg-'))
  if (as) chownSync(folder, as.uid, as.gid)
  const data = join(folder, 'data')
  const initdb = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync', ...awkwardLocale(bin)]
  execFileSync(join(bin, 'initdb'), initdb, { ...as, cwd: folder, stdio: 'ignore' })
  const port = await freePort()
  const place = ['listen_addresses=127.0.0.1', `port=${port}`, `unix_socket_directories=${folder}`]
  const options = [...place, 'timezone=Asia/Shanghai', 'datestyle=SQL, DMY', ...settings]
  // The shell waits for the end of its standard input, which comes when the starter ends, however it ends.
  const script =
    'folder=$1; shift; "$@" & server=$!; cat > /dev/null; kill -QUIT $server; wait $server; rm -rf "$folder"'
  const command = [join(bin, 'postgres'), '-D', data, ...options.flatMap((option) => ['-c', option])]
  const child = spawn('sh', ['-c', script, 'sh', folder, ...command], {
    ...as,
    cwd: folder,
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  child.unref()
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`
  await answering(url)
  return { url, stop: () => stopped(child) }
}

let running: Promise<Server> | null = null

/** The URL of a database without rows. The first call of a test file starts the server; the next ones empty it. */
export async function emptyDatabase(): Promise<string> {
  running ??= startPostgres()
  const { url } = await running
  await asking(url, (client) => truncateAll((text) => client.query<{ name: string }>(text)))
  return url
}

/** Takes every row out of every table, and begins the sequences again. */
export async function truncateAll(
  query: (text: string) => Promise<{ readonly rows: readonly { readonly name: string }[] }>,
): Promise<void> {
  const { rows } = await query(`select quote_ident(tablename) as name from pg_tables where schemaname = 'public'`)
  if (rows.length > 0) await query(`truncate ${rows.map((row) => row.name).join(', ')} restart identity`)
}

function binaries(): string | null {
  const root = '/usr/lib/postgresql'
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : []
  return versions.map((version) => join(root, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb'))) ?? null
}

/** A server as an operator may have it: it sorts by a language's rules, and writes dates in its own way. */
const awkwardLocale = (bin: string): string[] =>
  Number(bin.split('/').at(-2)) >= 15
    ? ['--locale=C.UTF-8', '--locale-provider=icu', '--icu-locale=en-US']
    : ['--locale=C.UTF-8']

const isRoot = (): boolean => process.getuid?.() === 0

function postgresUser(): { uid: number; gid: number } | null {
  try {
    const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { stdio: ['ignore', 'pipe', 'ignore'] }))
    return { uid: id('-u'), gid: id('-g') }
  } catch {
    return null
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}

async function answering(url: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return void (await asking(url, (client) => client.query('select 1')))
    } catch (error) {
      if (attempt === 200) throw error
      await pause(50)
    }
  }
}

export async function asking<Answer>(url: string, act: (client: pg.Client) => Promise<Answer>): Promise<Answer> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await act(client)
  } finally {
    await client.end()
  }
}

function stopped(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.ref()
    child.once('exit', () => resolve())
    child.stdin!.end()
  })
}

/** `node --import tsx tests/support/postgres.ts`: prints the URL, and serves until its standard input ends. */
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const server = await startPostgres()
  process.stdout.write(`${server.url}\n`)
  process.stdin.resume().once('end', () => void server.stop())
}
