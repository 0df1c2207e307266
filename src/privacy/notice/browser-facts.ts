import { Injectable } from '@nestjs/common';
import { StorageRegistry } from '../../consent/cookies/storage-registry.service';
import { ConsentNeeds } from '../../consent/questions/consent-needs.service';
import { consentCategories } from '../../plugin-api';
import { optionalPurposes } from '../optional-purposes.service';
import type { DeclaredRecipient } from './notice-sources.service';
import type { NoticeFacts, StorageFact } from './notice.types';

/** What browsers keep, and what people are asked: as it is, and as it would be with recipients that wait. */
@Injectable()
export class BrowserFacts {
  constructor(
    private readonly registry: StorageRegistry,
    private readonly needs: ConsentNeeds,
  ) {}

  async ofVisitors(
    workspaceId: string,
    waiting: readonly DeclaredRecipient[],
    chosen: ReadonlySet<string>,
  ): Promise<Pick<NoticeFacts, 'storage' | 'consents'>> {
    const [kept, needs] = await Promise.all([this.registry.ofWebsites(workspaceId), this.needs.of(workspaceId, 'visitor')]);
    const isUsed = (purpose: string) => !optionalPurposes.some((optional) => optional === purpose) || chosen.has(purpose);
    const asked = new Set([
      ...needs.map(({ category }) => category),
      ...waiting.filter(({ purpose }) => isUsed(purpose)).map(({ consent }) => consent),
    ]);
    return {
      storage: [...kept, ...waiting.flatMap(({ storage }) => storage)].map(storageFact),
      consents: consentCategories.filter((category) => asked.has(category)),
    };
  }

  /** On the pages that the server itself serves. */
  ofAccounts(): NoticeFacts['storage'] {
    return this.registry.ofServer().map(storageFact);
  }
}

/** Who sets it stands among the recipients. Where an identifier stands in a name, people read that something stands there. */
const storageFact = ({ name, purpose, category, lifetime }: StorageFact): StorageFact => ({
  name: name.replaceAll(/\{\w+\}/g, '…'),
  purpose,
  category,
  lifetime,
});
