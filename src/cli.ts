import 'reflect-metadata';
import { readSettings } from './config/settings';
import { Refused } from './seed/refused';
import { explain } from './start-problems';

const help = `Commands for the people who run this server. The server itself is started with \`npm start\`.

  node dist/cli.js seed --conversations 1000 --messages 5000
      Fills an empty DATA_DIR with made-up conversations, to measure and to try things at scale. The last line is JSON: the
      website's key, and agents with password and session cookie.
  node dist/cli.js certificate verify FILE
      Says whether a certificate of erasure is genuine, without a network. With --key FINGERPRINT anywhere else than on its server.
  node dist/cli.js secrets rotate
      Makes a new key for the secrets in the database, seals them all under it, and forgets the old key. The server may run.
  node dist/cli.js version [--check]
      Says which version this is. With --check asks RELEASES_URL whether there is a newer one; the server itself never does.
  node dist/cli.js audit verify
      Says whether the log of acts in the database is whole, and as it was written. Changes nothing; the server may run meanwhile.
  node dist/cli.js audit verify FILE
      The same for an exported log, without a network. With --key FINGERPRINT anywhere else than on its server. With
      --checkpoint FILE, in both cases: against a checkpoint that you kept.
  node dist/cli.js help
      Shows this.

They read the same environment as the server: DATA_DIR, LOG_LEVEL and so on.
`;

/** Each command loads what it needs, when it is called. */
const commands: Record<string, (options: string[]) => Promise<void>> = {
  help: async () => void process.stdout.write(help),
  certificate: async (options) =>
    (await import('./certificate.command.js')).certificateCommand(readSettings(process.env), options),
  secrets: async (options) => (await import('./secrets.command.js')).secretsCommand(readSettings(process.env), options),
  version: async (options) => (await import('./version.command.js')).versionCommand(readSettings(process.env), options),
  audit: async (options) => (await import('./audit.command.js')).auditCommand(readSettings(process.env), options),
  seed: async (options) => (await import('./seed/seed.command.js')).seedCommand(readSettings(process.env), options),
};

async function main([name = 'help', ...options]: string[]): Promise<void> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) throw new Refused(`"${name}" is not a command.\n\n${help}`);
  await command(options);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  const refused = error instanceof Refused || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
  process.stderr.write(`${refused ? (error as Error).message : explain(error)}\n`);
  process.exitCode = 1;
});
