import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openReading } from './database/reading-database';
import { ChainCheck } from './audit/chain-check.service';
import { ChainEnds } from './audit/chain-ends.service';
import type { ChainReport } from './audit/chain-reader';
import { checkpointKey, isCheckpoint, type SignedCheckpoint } from './audit/checkpoint';
import { CheckpointWitness } from './audit/checkpoint-witness.service';
import { Checkpoints } from './audit/checkpoints.service';
import { checkFile, NoExport } from './audit/export-file';
import { Clock } from './common/clock';
import { Keys } from './common/keys';
import { fingerprintOf, publicKeyOf } from './common/signing';
import type { Settings } from './config/settings';
import { Refused } from './seed/refused';

type Say = (text: string) => void;
const usage = 'Write: audit verify [FILE] [--key FINGERPRINT] [--checkpoint FILE]';
const options = { key: { type: 'string' }, checkpoint: { type: 'string' } } as const;

/** `audit verify [FILE]`. @throws Refused if anything is not as it was written */
export async function auditCommand(settings: Settings, args: string[], say: Say = (text) => void process.stdout.write(text)) {
  const { positionals, values } = parseArgs({ args, allowPositionals: true, options });
  const [verb, file, ...more] = positionals;
  if (verb !== 'verify' || more.length) throw new Refused(usage);
  const kept = values.checkpoint ? [read(values.checkpoint)] : [];
  if (file) return verifyFile(settings, file, kept, values.key, say);
  await verifyDatabase(settings, kept, say);
}

async function verifyFile(settings: Settings, file: string, kept: SignedCheckpoint[], key: string | undefined, say: Say) {
  const report = await checkFile(file, kept).catch((error: unknown) => {
    if (error instanceof NoExport) throw new Refused(error.message);
    throw error;
  });
  const fingerprint = fingerprintOf(report.key);
  tell(report, file, say);
  const keys = ownKeys(settings);
  const trusted = key ?? (keys && fingerprintOf(publicKeyOf(checkpointKey(keys))));
  if (!trusted)
    throw new Refused(
      `${file}: its signatures are whole, by the key ${fingerprint}. Whose key that is cannot be told here: there is no secret in DATA_DIR.\nCompare it with the one on the server's page of the log, and say --key "${fingerprint}".`,
    );
  if (bare(trusted) !== bare(fingerprint)) throw new Refused(`${file}: it was signed by another key, ${fingerprint}.`);
  if (!report.signedAt) throw new Refused(`${file}: it has no checkpoint. Nothing tells whether its last entries are there.`);
  say(`Signed ${report.signedAt} by the key ${fingerprint}.\n`);
}

async function verifyDatabase(settings: Settings, kept: SignedCheckpoint[], say: Say): Promise<void> {
  const keys = ownKeys(settings);
  if (!keys)
    throw new Refused('There is no secret in DATA_DIR, and no SECRET_KEY: whether the log is this server’s cannot be told.');
  const { database, close } = await openReading(settings);
  try {
    const witness = new CheckpointWitness(settings);
    const ends = new ChainEnds(database, keys);
    const checkpoints = new Checkpoints(database, ends, witness, new Clock(), keys);
    const check = new ChainCheck(database, ends, checkpoints, witness, new Clock());
    const chains = new Set([...(await ends.all()), ...witness.all().keys(), ...kept.map(({ checkpoint }) => checkpoint.chain)]);
    let broken = 0;
    for (const chain of chains) {
      const mine = kept.filter(({ checkpoint }) => checkpoint.chain === chain);
      broken += tell(await check.check(chain, mine), chain, say, false) ? 0 : 1;
    }
    if (broken) throw new Refused(`${broken} of ${chains.size} logs are not as they were written.`);
    say(`${chains.size} logs are whole. Key ${checkpoints.fingerprint}\n`);
  } finally {
    await close();
  }
}

/** @returns whether all is well */
function tell({ from, through, entries, withoutOrigin, checkpoints, fault }: ChainReport, what: string, say: Say, fatal = true) {
  if (fault) {
    const text = `${what}: broken at entry ${fault.place} (${fault.fault}); right up to ${through}.`;
    if (fatal) throw new Refused(text);
    say(`${text}\n`);
    return false;
  }
  const cut = from ? `, the first ${from} taken by retention` : '';
  const erased = withoutOrigin ? `, ${withoutOrigin} whose origin was erased` : '';
  say(`${what}: whole up to entry ${through}; ${entries} entries${cut}${erased}; ${checkpoints} checkpoints.\n`);
  return true;
}

function read(file: string): SignedCheckpoint {
  let document: unknown;
  try {
    document = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new Refused(`${file}: it cannot be read as JSON.`);
  }
  if (!isCheckpoint(document, undefined)) throw new Refused(`${file}: this is no sound checkpoint.`);
  return document;
}

/** Of this installation, if there is one: looking must not make a new secret. */
const ownKeys = (settings: Settings): Keys | undefined =>
  settings.SECRET_KEY || existsSync(join(settings.DATA_DIR, 'keys', 'secret')) ? new Keys(settings) : undefined;

const bare = (fingerprint: string) => fingerprint.replace(/\s/g, '').toLowerCase();
