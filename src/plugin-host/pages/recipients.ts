import { Injectable } from '@nestjs/common';
import type { LegalBasis, PluginPurpose, RecipientKind } from '../../plugin-api';
import { EnablementsService } from '../enablement/enablements.service';

/** One entry of the register of recipients (Art. 13 (1) (e) and Art. 30 (1) (d) GDPR). */
export interface Recipient {
  name: string;
  plugin: string;
  kind: RecipientKind;
  /** ISO 3166-1 alpha-2 */
  country: string | null;
  safeguard: string;
  purpose: PluginPurpose;
  basis: LegalBasis;
  /** `entity.column` of the data map. */
  fields: string[];
  retention: string;
  since: Date;
}

/** Who receives personal data: computed from what is enabled at this moment, never written by hand. */
@Injectable()
export class Recipients {
  constructor(private readonly enablements: EnablementsService) {}

  /** The first enabled in front. */
  async of(workspaceId: string): Promise<Recipient[]> {
    const standings = await this.enablements.standings(workspaceId);
    return standings.flatMap(({ row, plugin }) => {
      if (!plugin || plugin.manifest.privacy.recipient === null) return [];
      const { kind, safeguard, purpose, basis, fields, retention } = plugin.manifest.privacy;
      const name = plugin.recipient ?? plugin.manifest.name;
      const what = { kind, country: plugin.country, safeguard, purpose, basis, fields, retention };
      return [{ name, plugin: plugin.id, ...what, since: row.enabledAt }];
    });
  }
}
