import { liesIn } from '../../common/regions';
import type { Manifest } from '../../plugin-api';
import type { FoundPlugin } from '../plugin-host.types';
import type { PluginEnablement } from '../plugin-enablement.entity';
import { sheetHash } from './sheet';

/**
 * Where a plugin stands in a workspace: on, off, or switched on and yet not running, since something changed around it:
 * it is `gone` from the machine, `broken`, declares what nobody has read (`unread`), its recipient lies outside the
 * regions that the workspace allows (`region`), its settings lack something or cannot be opened (`settings`), or the notice does
 * not say yet what it does (`notice`).
 */
export type Standing = 'off' | 'on' | 'gone' | 'broken' | 'unread' | 'region' | 'settings' | 'notice';

type Row = Pick<PluginEnablement, 'enabled' | 'sheetHash' | 'country'>;

/** All but the settings and the notice, which only their service can judge. */
export function standingOf(
  row: Row | undefined,
  found: FoundPlugin | undefined,
  regions: readonly string[],
): Exclude<Standing, 'settings' | 'notice'> {
  if (!row?.enabled) return 'off';
  if (!found) return 'gone';
  if (found.problems.length || !found.manifest) return 'broken';
  if (sheetHash(found.manifest) !== row.sheetHash) return 'unread';
  return mayReceive(found.manifest, row.country, regions) ? 'on' : 'region';
}

/** Whoever receives nothing may be anywhere. */
export function mayReceive({ privacy }: Manifest, chosen: string | null, regions: readonly string[]): boolean {
  return privacy.recipient === null || liesIn(regions, privacy.country ?? chosen);
}
