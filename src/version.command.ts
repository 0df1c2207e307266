import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compare, valid } from 'semver';
import { projectFolder } from './common/paths';
import { Outbound } from './common/outbound/outbound';
import type { Settings } from './config/settings';
import { Refused } from './seed/refused';

interface Release {
  tag_name?: unknown;
  prerelease?: unknown;
  draft?: unknown;
  html_url?: unknown;
}

/** Of the release that this is, from the package's own file. */
export const ownVersion = (): string =>
  (JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')) as { version: string }).version;

/** `version [--check]`: only with `--check` is anybody asked, and only whom the operator named. @throws Refused */
export async function versionCommand(
  settings: Pick<Settings, 'RELEASES_URL' | 'OUTBOUND_PRIVATE_NETWORK'>,
  options: string[],
  say: (text: string) => void = (text) => void process.stdout.write(text),
): Promise<void> {
  if (options.length && options.join(' ') !== '--check') throw new Refused('Write: version, or version --check');
  const own = ownVersion();
  say(`Parlour ${own}, Node ${process.versions.node}\n`);
  if (!options.length) return;
  if (!settings.RELEASES_URL)
    throw new Refused('Nobody to ask: set RELEASES_URL to the list of releases of where you got Parlour from.');
  const newer = (await releasesAt(settings)).filter(({ version }) => compare(version, own) > 0);
  if (!newer.length) return say('There is none newer.\n');
  for (const { version, page } of newer.reverse()) say(`Newer: ${version}${page ? `  ${page}` : ''}\n`);
  say('What changed stands in CHANGELOG.md; docs/operate.md says how to upgrade.\n');
}

/** Finished releases, the oldest first. */
async function releasesAt(settings: Pick<Settings, 'RELEASES_URL' | 'OUTBOUND_PRIVATE_NETWORK'>) {
  const outbound = new Outbound(settings);
  const answer = await outbound
    .fetch(settings.RELEASES_URL!, { redirects: 2, headers: { Accept: 'application/json' } })
    .catch((error: Error) => Promise.reject(new Refused(`RELEASES_URL: ${error.message}`)));
  const list = answer.ok ? await answer.json().catch(() => undefined) : undefined;
  if (!Array.isArray(list)) throw new Refused(`RELEASES_URL: the answer (${answer.status}) is no list of releases.`);
  return (list as Release[])
    .filter((release) => release && !release.prerelease && !release.draft)
    .map(({ tag_name: tag, html_url: page }) => ({ version: valid(String(tag)) ?? '', page: pageOf(page) }))
    .filter(({ version }) => version)
    .sort((one, other) => compare(one.version, other.version));
}

/** What others wrote reaches a terminal: an address and nothing that moves the cursor. */
const pageOf = (page: unknown): string => {
  const text = String(page ?? '');
  return /^https:\/\//.test(text) && URL.canParse(text) ? new URL(text).href : '';
};
