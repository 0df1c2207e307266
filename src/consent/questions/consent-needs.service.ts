import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { ConsentCategory, PluginPurpose, RecipientKind } from '../../plugin-api';

export type PersonKind = 'visitor' | 'account';

/** Something that is switched on in a workspace and may happen only with somebody's consent. */
export interface ConsentNeed {
  category: ConsentCategory;
  /** The plugin's id. */
  plugin: string;
  /** Who gets the data, as the notice names them; '' where it stays with the business. */
  recipient: string;
  kind: RecipientKind;
  purpose: PluginPurpose;
  /** ISO 3166-1 alpha-2 */
  country: string | null;
  /** `entity.column` of the data map. */
  fields: readonly string[];
  /** Whose consent it is. */
  of: readonly PersonKind[];
  /** A browser that says "do not share" (Global Privacy Control) forbids it. */
  deniable: boolean;
  /** The one website that it is for; undefined: all of the workspace. */
  websiteId?: string;
}

/**
 * Who gets what for which purpose, as one short word: consent is given to terms, so that another recipient, purpose or
 * country, or more data, is another term, which nobody has agreed to yet (Art. 4 (11) GDPR: specific and informed).
 */
export function termOf({
  category,
  plugin,
  recipient,
  kind,
  purpose,
  country,
  fields,
}: Omit<ConsentNeed, 'of' | 'deniable' | 'websiteId'>) {
  const terms = JSON.stringify([recipient, kind, purpose, country, [...fields].sort()]);
  return `${category}/${plugin}/${createHash('sha256').update(terms).digest('hex').slice(0, 12)}`;
}

type Source = (workspaceId: string) => Promise<readonly ConsentNeed[]>;

/** Collects from other rooms what needs consent: consent itself knows neither plugins nor anything else that could. */
@Injectable()
export class ConsentNeeds {
  private readonly sources: Source[] = [];

  register(source: Source): void {
    this.sources.push(source);
  }

  async of(workspaceId: string, kind: PersonKind, websiteId?: string | null): Promise<ConsentNeed[]> {
    const needs = (await Promise.all(this.sources.map((source) => source(workspaceId)))).flat();
    return needs.filter((need) => need.of.includes(kind) && (!need.websiteId || need.websiteId === websiteId));
  }
}
