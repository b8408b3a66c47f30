// Real mail servers on loopback, in a folder of their own and beside whatever this machine runs: postfix takes letters in, dovecot keeps them.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createConnection, createServer, type AddressInfo } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const programs = { dovecot: '/usr/sbin/dovecot', postfix: '/usr/sbin/postfix' }
const postfixDaemons = '/usr/lib/postfix/sbin'
export const password = 'only-for-tests'
/** Domains whose mail stays here; what is written to any other comes back. */
export const domains = ['charter-desk.example', 'lettersplace.example'] as const
const patienceMs = 20_000

/** Why the real servers cannot be tried here; null where they can. */
export function missingMailServers(): string | null {
  for (const [name, file] of Object.entries(programs)) if (!existsSync(file)) return `${name} is not installed`
  if (!existsSync(postfixDaemons)) return 'the daemons of postfix lie elsewhere'
  return userInfo().uid === 0 ? null : 'postfix is started by root only'
}

export type MailServers = {
  readonly smtpUrl: string
  imapUrl(user: string): string
  /** What the servers said, for whoever has to find out why a letter did not come. */
  log(): string
  /** Dovecot ends, and with it every connection; `back` starts it again with the same mailboxes at the same port. Where it runs, `back` does nothing. */
  away(): Promise<void>
  back(): Promise<void>
  stop(): Promise<void>
}

/** `users` are the local parts that have a mailbox, in both domains alike. */
export async function startMailServers(users: readonly string[]): Promise<MailServers> {
  const folder = mkdtempSync(path.join(tmpdir(), 'charter-desk-mail-'))
  // Daemons that give up being root have to reach what lies in it.
  chmodSync(folder, 0o755)
  const [smtp, imap, lmtp] = [await freePort(), await freePort(), await freePort()]
  type Started = { readonly child: ChildProcess; readonly stop: () => void }
  const started: Started[] = []
  const logs = [path.join(folder, 'dovecot.log'), path.join(folder, 'postfix.log')]
  const isRunning = ({ child }: Started) => child.exitCode === null && child.signalCode === null
  const end = async (each: Started) => {
    if (!isRunning(each)) return
    each.stop()
    for (let waited = 0; isRunning(each) && waited < patienceMs; waited += 50) await sleep(50)
    if (isRunning(each)) each.child.kill('SIGKILL')
  }
  const stop = async () => {
    for (const each of started.reverse()) await end(each)
    rmSync(folder, { recursive: true, force: true })
  }
  const log = () => logs.map((file) => (existsSync(file) ? readFileSync(file, 'utf8') : '')).join('\n')
  const startDovecot = (file: string): Started => {
    const child = spawn(programs.dovecot, ['-F', '-c', file], { stdio: 'ignore' })
    const one = { child, stop: () => void child.kill('SIGTERM') }
    started.push(one)
    return one
  }
  const dovecotFile = dovecotFiles(folder, users, imap, lmtp)
  let dovecot: Started
  try {
    dovecot = startDovecot(dovecotFile)
    const settings = postfixFiles(folder, smtp, lmtp)
    const postfix = spawn(programs.postfix, ['-c', settings, 'start-fg'], { stdio: 'ignore' })
    started.push({
      child: postfix,
      stop: () => execFileSync(programs.postfix, ['-c', settings, 'stop'], { stdio: 'ignore' }),
    })
    for (const [name, port] of Object.entries({ smtp, imap, lmtp }))
      if (!(await answers(port))) throw new Error(`${name} does not answer:\n${log()}`)
  } catch (error) {
    await stop()
    throw error
  }
  return {
    smtpUrl: `smtp://127.0.0.1:${smtp}?ignoreTLS=true`,
    imapUrl: (user) => `imap://${encodeURIComponent(user)}:${password}@127.0.0.1:${imap}/INBOX`,
    log,
    away: async () => {
      const connections = childrenOf(dovecot.child.pid!)
      await end(dovecot)
      // Busy ones finish what they do and may outlive it.
      for (const pid of connections) if (existsSync(`/proc/${pid}`)) process.kill(pid, 'SIGKILL')
    },
    back: async () => {
      if (isRunning(dovecot)) return
      dovecot = startDovecot(dovecotFile)
      if (!(await answers(imap))) throw new Error(`imap does not answer:\n${log()}`)
    },
    stop,
  }
}

/** Whose mail it is: somebody without rights, where this runs as root. */
function keeper(): { readonly name: string; readonly uid: number; readonly gid: number } {
  const { uid, gid, username } = userInfo()
  if (uid !== 0) return { name: username, uid, gid }
  const number = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }))
  return { name: 'nobody', uid: number('-u'), gid: number('-g') }
}

function dovecotFiles(folder: string, users: readonly string[], imap: number, lmtp: number): string {
  const { uid, gid } = keeper()
  const homes = path.join(folder, 'homes')
  mkdirSync(homes)
  chownSync(homes, uid, gid)
  const known = users.map((user) => `${user}:{PLAIN}${password}:${uid}:${gid}::${homes}/${user}::`)
  writeFileSync(path.join(folder, 'users'), `${known.join('\n')}\n`)
  const lines = [
    `base_dir = ${folder}/dovecot-run`,
    `state_dir = ${folder}/dovecot-state`,
    `log_path = ${folder}/dovecot.log`,
    'protocols = imap lmtp',
    'listen = 127.0.0.1',
    'ssl = no',
    'disable_plaintext_auth = no',
    'auth_username_format = %Ln',
    `first_valid_uid = ${Math.min(uid, 500)}`,
    'mail_location = maildir:~/mail',
    'recipient_delimiter = +',
    'lmtp_hdr_delivery_address = original',
    `passdb { driver = passwd-file\n args = ${folder}/users }`,
    `userdb { driver = passwd-file\n args = ${folder}/users }`,
    `service imap-login { inet_listener imap { port = ${imap} }\n inet_listener imaps { port = 0 } }`,
    `service lmtp { inet_listener lmtp { address = 127.0.0.1\n port = ${lmtp} } }`,
  ]
  const file = path.join(folder, 'dovecot.conf')
  // Dovecot reads a brace's content line by line.
  writeFileSync(file, `${lines.join('\n').replaceAll('{ ', '{\n').replaceAll(' }', '\n}')}\n`)
  return file
}

function postfixFiles(folder: string, smtp: number, lmtp: number): string {
  const settings = path.join(folder, 'postfix')
  for (const name of ['postfix', 'spool', 'data']) mkdirSync(path.join(folder, name))
  execFileSync('chown', ['postfix', path.join(folder, 'data')])
  const main = {
    compatibility_level: '3.6',
    queue_directory: path.join(folder, 'spool'),
    data_directory: path.join(folder, 'data'),
    command_directory: '/usr/sbin',
    daemon_directory: postfixDaemons,
    meta_directory: '/etc/postfix',
    maillog_file: path.join(folder, 'postfix.log'),
    maillog_file_prefixes: folder,
    inet_interfaces: '127.0.0.1',
    inet_protocols: 'ipv4',
    myhostname: 'mx.charter-desk.example',
    mydestination: '',
    alias_maps: '',
    alias_database: '',
    local_recipient_maps: '',
    mynetworks: '127.0.0.0/8',
    recipient_delimiter: '+',
    virtual_mailbox_domains: domains.join(', '),
    virtual_transport: `lmtp:inet:127.0.0.1:${lmtp}`,
    default_transport: 'error:5.1.2 no mail leaves this machine',
    smtpd_recipient_restrictions: 'permit_mynetworks, reject',
    biff: 'no',
  }
  writeFileSync(
    path.join(settings, 'main.cf'),
    Object.entries(main)
      .map(([name, value]) => `${name} = ${value}\n`)
      .join(''),
  )
  const daemons = [
    `127.0.0.1:${smtp} inet n - n - - smtpd`,
    'pickup unix n - n 60 1 pickup',
    'cleanup unix n - n - 0 cleanup',
    'qmgr unix n - n 300 1 qmgr',
    'tlsmgr unix - - n 1000? 1 tlsmgr',
    'rewrite unix - - n - - trivial-rewrite',
    ...['bounce', 'defer', 'trace'].map((name) => `${name} unix - - n - 0 bounce`),
    'verify unix - - n - 1 verify',
    'flush unix n - n 1000? 0 flush',
    'proxymap unix - - n - - proxymap',
    'smtp unix - - n - - smtp',
    'relay unix - - n - - smtp',
    'showq unix n - n - - showq',
    ...['error', 'retry'].map((name) => `${name} unix - - n - - error`),
    'discard unix - - n - - discard',
    'local unix - n n - - local',
    'virtual unix - n n - - virtual',
    'lmtp unix - - n - - lmtp',
    'anvil unix - - n - 1 anvil',
    'scache unix - - n - 1 scache',
    'postlog unix-dgram n - n - 1 postlogd',
  ]
  writeFileSync(path.join(settings, 'master.cf'), `${daemons.join('\n')}\n`)
  return settings
}

const childrenOf = (pid: number): readonly number[] => {
  const file = `/proc/${pid}/task/${pid}/children`
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split(' ').filter(Boolean).map(Number) : []
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise<void>((resolve) => probe.close(() => resolve()))
  return port
}

async function answers(port: number): Promise<boolean> {
  for (let waited = 0; waited < patienceMs; waited += 100) {
    const there = await new Promise<boolean>((resolve) => {
      const socket = createConnection({ port, host: '127.0.0.1' })
      socket.once('data', () => (socket.destroy(), resolve(true)))
      socket.once('error', () => resolve(false))
      socket.setTimeout(1_000, () => (socket.destroy(), resolve(false)))
    })
    if (there) return true
    await sleep(100)
  }
  return false
}
