import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Keys } from './common/keys';
import type { Settings } from './config/settings';
import { certificateKey, fingerprintOf, isSound, publicKeyOf } from './privacy/erasure/certificate-signature';
import type { SignedCertificate } from './privacy/erasure/certificate.types';
import { Refused } from './seed/refused';

/** `certificate verify FILE [--key FINGERPRINT]`; asks nobody. @throws Refused if it is not what this server, or that key, signed */
export function certificateCommand(
  settings: Settings,
  options: string[],
  say = (text: string) => void process.stdout.write(text),
): void {
  const { positionals, values } = parseArgs({ args: options, allowPositionals: true, options: { key: { type: 'string' } } });
  const [verb, file, ...more] = positionals;
  if (verb !== 'verify' || !file || more.length) throw new Refused('Write: certificate verify FILE [--key FINGERPRINT]');
  const document = read(file);
  if (!isSound(document)) throw new Refused(`${file}: this is no sound certificate. It was changed, or is not whole.`);
  const fingerprint = fingerprintOf(document.signature.key);
  const trusted = values.key ?? ownKey(settings);
  if (!trusted)
    throw new Refused(
      `${file}: its signature is whole, by the key ${fingerprint}. Whose key that is cannot be told here: there is no secret in DATA_DIR.\nCompare it with the one at /.well-known/parlour-certificates.json of the server, and say --key "${fingerprint}".`,
    );
  if (bare(trusted) !== bare(fingerprint)) throw new Refused(`${file}: it was signed by another key, ${fingerprint}.`);
  const { id, controller, erasedAt, erased, recipients } = document.certificate;
  const entries = Object.values(erased).reduce((sum, count) => sum + count, 0);
  const confirmed = recipients.filter(({ state }) => state === 'done').length;
  say(
    `Genuine: certificate ${id}, ${controller}, ${erasedAt}.\n${entries} entries erased; ${confirmed} of ${recipients.length} recipients confirmed. Key ${fingerprint}\n`,
  );
}

function read(file: string): SignedCertificate {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as SignedCertificate;
  } catch (error) {
    throw new Refused(`${file}: ${error instanceof SyntaxError ? 'this is no JSON' : 'it cannot be read'}.`);
  }
}

/** Of this installation, if there is one: looking must not make a new secret. */
function ownKey(settings: Settings): string | undefined {
  if (!settings.SECRET_KEY && !existsSync(join(settings.DATA_DIR, 'keys', 'secret'))) return undefined;
  return fingerprintOf(publicKeyOf(certificateKey(new Keys(settings))));
}

const bare = (fingerprint: string) => fingerprint.replace(/\s/g, '').toLowerCase();
