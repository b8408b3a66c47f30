// `npm run mail-servers`: postfix and dovecot on loopback until it is stopped, with how to point a desk at them.
import { missingMailServers, password, startMailServers } from './mailServers.ts'

const say = (line: string) => void process.stdout.write(`${line}\n`)
const missing = missingMailServers()
if (missing) {
  say(
    `The mail servers cannot be started here: ${missing}. On Debian: apt-get install postfix dovecot-imapd dovecot-lmtpd`,
  )
  process.exit(1)
}
const users = ['desk', ...process.argv.slice(2)]
const servers = await startMailServers(users)
say(`Mailboxes ${users.join(', ')} at charter-desk.example and lettersplace.example, password ${password}`)
say(`SMTP_URL='${servers.smtpUrl}'\nIMAP_URL='${servers.imapUrl('desk')}'`)
const end = () => void servers.stop().then(() => process.exit(0))
process.once('SIGINT', end)
process.once('SIGTERM', end)
setInterval(() => {}, 1 << 30)
