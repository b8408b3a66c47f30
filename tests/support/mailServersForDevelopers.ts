// `npm run mail-servers`: postfix and dovecot on loopback until it is stopped, with how to point a desk at them.
import { missingMailServers, password, startMailServers } from './mailServers.ts'

const missing = missingMailServers()
if (missing) {
  process.stderr.write(
    `The mail servers cannot be started here: ${missing}. On Debian: apt-get install postfix dovecot-imapd dovecot-lmtpd\n`,
  )
  process.exit(1)
}
const users = ['desk', ...process.argv.slice(2)]
const servers = await startMailServers(users)
process.stdout.write(
  `Mailboxes ${users.join(', ')} at charter-desk.example and lettersplace.example, password ${password}\n`,
)
process.stdout.write(`SMTP_URL='${servers.smtpUrl}'\nIMAP_URL='${servers.imapUrl('desk')}'\n`)
const end = () => void servers.stop().then(() => process.exit(0))
process.once('SIGINT', end)
process.once('SIGTERM', end)
setInterval(() => {}, 1 << 30)
