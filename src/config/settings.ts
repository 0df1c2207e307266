import { resolve } from 'node:path';
import {
  type Variable,
  boolean,
  choice,
  contact,
  hostList,
  integer,
  optionalPath,
  path,
  secret,
  secretList,
  text,
  url,
} from './variables';

/**
 * Every environment variable the server reads: its default, its meaning, and how it is checked.
 * The README's table and the start-up errors are both made from this list.
 */
export const variables = {
  HOST: text('127.0.0.1', 'Address to listen on. `0.0.0.0` for all interfaces, as in a container.'),
  PORT: integer(3000, { min: 0, max: 65535 }, 'Port to listen on. 0 picks a free one.'),
  PUBLIC_URL: url(
    ['http:', 'https:'],
    'Address that visitors and agents use, if a proxy stands in front: `https://chat.example.com`.',
  ),
  DATA_DIR: path('data', 'Folder for the database, uploaded files and keys. Back it up.'),
  DATABASE_URL: url(['postgres:', 'postgresql:'], 'PostgreSQL instead of the built-in SQLite.'),
  REDIS_URL: url(['redis:', 'rediss:'], 'Redis, when several nodes share one database.'),
  SECRET_KEY: secret(
    32,
    'Key of all signatures, at least 32 characters. Made in `DATA_DIR/keys` if not set; several nodes need the same one.',
  ),
  SEALING_KEYS: secretList(
    32,
    'Keys that seal secrets in the database, the newest first, separated by commas. Only for several nodes: `secrets rotate` makes them in `DATA_DIR/keys` otherwise.',
  ),
  TRUST_PROXY: hostList(
    'Addresses or ranges of proxies whose `X-Forwarded-*` headers count, such as `127.0.0.1` or `10.0.0.0/8`.',
  ),
  TLS_CERT: optionalPath(
    'File with the certificate, to speak TLS without a proxy: PEM, the server’s own first. Read again when it changes, or on SIGHUP.',
  ),
  TLS_KEY: optionalPath('File with the private key of `TLS_CERT`: PEM, without a passphrase.'),
  REGISTRATION: choice(
    ['closed', 'invitation', 'open'],
    'invitation',
    'Who may make an account: nobody, whoever was invited, or anybody with an address, who gets a workspace of their own.',
  ),
  LOG_LEVEL: choice(['trace', 'debug', 'info', 'warn', 'error', 'silent'], 'info', 'How much the server logs.'),
  UPLOAD_MAX_BYTES: integer(10 * 1024 * 1024, { min: 1024, max: 1024 ** 3 }, 'Largest uploaded file, in bytes.'),
  SOCKETS_PER_ADDRESS: integer(50, { min: 1, max: 1_000_000 }, 'Sockets that one address may hold open.'),
  SOCKETS_PER_WEBSITE: integer(20_000, { min: 1, max: 10_000_000 }, 'Sockets that the visitors of one website may hold open.'),
  RATE_LIMITS: boolean(true, 'Limits on requests and frames. Switch off only to measure.'),
  METRICS_TOKEN: secret(16, 'Bearer token for `/metrics` from other machines; without it only this machine may read them.'),
  PLUGINS_DIR: path('', 'Folder with plugins of your own, each in a folder named like it.'),
  PLUGIN_MEMORY_MB: integer(128, { min: 64, max: 16_384 }, 'Memory that one process of a plugin may take, in megabytes.'),
  PLUGIN_PRIVATE_NETWORK: hostList(
    'Addresses or ranges of your own network that plugins may reach, if they also declare the host: `127.0.0.1` for a mail server on this machine. Without it they reach public addresses only.',
  ),
  OUTBOUND_PRIVATE_NETWORK: hostList(
    'Addresses or ranges of your own network that the server itself may call: for a place of releases on a machine of yours. Without it it calls public addresses only.',
  ),
  SECURITY_CONTACT: contact(
    'Whom researchers write to when they found a fault, as an address of mail or of a page: stands in `/.well-known/security.txt`. Without it the operator’s contact for privacy does.',
  ),
  RELEASES_URL: url(
    ['https:', 'http:'],
    'What `version --check` asks for newer releases: JSON as GitHub’s `/repos/OWNER/NAME/releases`. The server itself never asks.',
  ),
  ERASURE_LEDGER: optionalPath(
    'File that remembers which persons were erased, so that a restored backup does not bring them back; `DATA_DIR/erasures.ledger` if not set. Keep it out of backups, best on another disk.',
  ),
  BACKUP_DAYS: integer(
    0,
    { min: 0, max: 3650 },
    'How many days you keep backups: certificates of erasure say so. 0: they say that it is not known.',
  ),
  SHUTDOWN_SECONDS: integer(10, { min: 0, max: 300 }, 'Time for requests and jobs to finish when the server is told to stop.'),
} satisfies Record<string, Variable<unknown>>;

type Values = { [Name in keyof typeof variables]: ReturnType<(typeof variables)[Name]['parse']> };

/** The server's settings, checked; addresses have no trailing slash, folders are absolute. */
export interface Settings extends Values {
  /** Whether a sample workspace and shop are served (`npm start -- --demo`). */
  DEMO: boolean;
  /** True in `npm run dev` and tests: the styleguide is served. */
  DEVELOPMENT: boolean;
}

export class SettingsError extends Error {
  constructor(readonly problems: string[]) {
    super(
      `The environment has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}:\n${problems.map((p) => `  - ${p}`).join('\n')}`,
    );
  }
}

/** Reads all settings; reports every problem at once, each with its fix. */
export function readSettings(env: NodeJS.ProcessEnv, flags: readonly string[] = []): Settings {
  const problems: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, variable] of Object.entries(variables)) {
    try {
      values[name] = variable.parse(env[name] === '' ? undefined : env[name]);
    } catch (error) {
      problems.push(`${name}: ${(error as Error).message}`);
    }
  }
  if (values.REDIS_URL && !values.DATABASE_URL)
    problems.push('REDIS_URL: several nodes need a shared database. Set DATABASE_URL as well, or remove REDIS_URL.');
  if (values.REDIS_URL && !values.SECRET_KEY)
    problems.push('SECRET_KEY: several nodes need the same key. Set it to the output of `openssl rand -hex 32` on every node.');
  if (!values.TLS_CERT !== !values.TLS_KEY)
    problems.push(
      values.TLS_CERT
        ? 'TLS_KEY: the certificate of TLS_CERT needs its key. Set TLS_KEY to its file, or remove TLS_CERT.'
        : 'TLS_CERT: the key of TLS_KEY needs its certificate. Set TLS_CERT to its file, or remove TLS_KEY.',
    );
  if (values.TLS_CERT && (values.PUBLIC_URL as string | undefined)?.startsWith('http:'))
    problems.push('PUBLIC_URL: with TLS_CERT the server speaks https. Write the address with https://, or remove TLS_CERT.');
  for (const flag of flags) if (flag !== '--demo') problems.push(`${flag}: not an option. The only one is --demo.`);
  if (problems.length) throw new SettingsError(problems);
  return {
    ...(values as Values),
    DATA_DIR: resolve(values.DATA_DIR as string),
    DEMO: flags.includes('--demo'),
    DEVELOPMENT: env.NODE_ENV === 'development' || env.NODE_ENV === 'test',
  };
}
