import { Injectable } from '@nestjs/common';
import { consentCategories } from '../../plugin-api';
import type { Subject } from '../../data-map/personal';
import { Database } from '../../database/database';
import { LegalIdentities } from '../../workspaces/legal-identities.service';
import { operatorHolder } from '../../workspaces/legal-identity.entity';
import { Website } from '../../workspaces/website.entity';
import { WorkspacesService } from '../../workspaces/workspaces.service';
import { DataMap } from '../data-map/data-map.service';
import { OptionalPurposes } from '../optional-purposes.service';
import { RetentionSchedule } from '../retention/retention-schedule.service';
import { BrowserFacts } from './browser-facts';
import { heldFacts, recipientFact } from './held-facts';
import { NoticeSources, type DeclaredField } from './notice-sources.service';
import { NoticeText } from './notice-text.entity';
import type { NoticeFacts } from './notice.types';

/** `published`: what holds now. `pending`: what would hold if everything that waits were published. */
export type Stage = 'published' | 'pending';

/** Collects what a notice is made of: settings, the data map, what is enabled, how long data is kept, what browsers keep. */
@Injectable()
export class Facts {
  constructor(
    private readonly database: Database,
    private readonly identities: LegalIdentities,
    private readonly workspaces: WorkspacesService,
    private readonly map: DataMap,
    private readonly purposes: OptionalPurposes,
    private readonly schedule: RetentionSchedule,
    private readonly browsers: BrowserFacts,
    private readonly sources: NoticeSources,
  ) {}

  of(holder: string, stage: Stage): Promise<NoticeFacts> {
    return holder === operatorHolder ? this.ofAccounts(stage) : this.ofVisitors(holder, stage);
  }

  private async ofVisitors(workspaceId: string, stage: Stage): Promise<NoticeFacts> {
    const [controller, operator, { allowedRegions }, chosen, { announced, waiting }, retention, texts] = await Promise.all([
      this.identities.of(workspaceId),
      this.identities.ofOperator(),
      this.workspaces.get(workspaceId),
      this.purposes.of(workspaceId),
      this.sources.recipientsOf(workspaceId),
      this.schedule.all(workspaceId, 'visitor'),
      this.texts(workspaceId, stage),
    ]);
    const websites = await this.websites(workspaceId);
    const coming = stage === 'pending' ? waiting : [];
    const recipients = [...announced, ...coming];
    return {
      audience: 'visitors',
      controller,
      operator: operator.legalName,
      websites,
      held: heldFacts(this.map, 'visitor', websites),
      recipients: recipients.map((one) => recipientFact(one, this.isAbout('visitor'))).sort(byName),
      chosenPurposes: [...chosen].sort(),
      regions: allowedRegions,
      retention,
      ...(await this.browsers.ofVisitors(workspaceId, coming, chosen)),
      texts,
    };
  }

  private async ofAccounts(stage: Stage): Promise<NoticeFacts> {
    const [controller, retention, texts, declared] = await Promise.all([
      this.identities.ofOperator(),
      this.schedule.all('', 'account'),
      this.texts(operatorHolder, stage),
      this.sources.everywhere(),
    ]);
    const recipients = declared
      .map((one) => ({ ...recipientFact(one, this.isAbout('account')), getsAddress: false }))
      .filter(({ categories }) => categories.length)
      .sort(byName);
    const nothing = { websites: [], chosenPurposes: [], regions: [] };
    const held = heldFacts(this.map, 'account', []);
    return {
      audience: 'accounts',
      controller,
      operator: controller.legalName,
      ...nothing,
      recipients,
      consents: consentCategories.filter((category) => recipients.some(({ consent }) => consent === category)),
      held,
      retention,
      storage: this.browsers.ofAccounts(),
      texts,
    };
  }

  private async websites(workspaceId: string): Promise<NoticeFacts['websites']> {
    const rows = await this.database.read.find(Website, { where: { workspaceId }, order: { id: 'ASC' } });
    return rows.map(({ name, collectsPages, collectsBrowser, collectsLocation, collectsContact }) => ({
      name,
      pages: collectsPages,
      browser: collectsBrowser,
      location: collectsLocation,
      contact: collectsContact,
    }));
  }

  private async texts(holder: string, stage: Stage): Promise<NoticeFacts['texts']> {
    const rows = await this.database.read.find(NoticeText, { where: { holder }, order: { section: 'ASC', language: 'ASC' } });
    const texts: Record<string, Record<string, string>> = {};
    for (const { section, language, words, draft } of rows) {
      const text = stage === 'pending' ? draft : words;
      if (text) (texts[section] ??= {})[language] = text;
    }
    return texts;
  }

  /** Whether a field can be about such a person: a mail is, whoever of both it went to. */
  private isAbout(subject: Subject): (field: DeclaredField) => boolean {
    const kinds = new Map(this.map.kinds.map((kind) => [kind.name.toLowerCase(), kind]));
    return ({ name, subject: declared }) => {
      const kind = kinds.get(name.split('.')[0]!.toLowerCase());
      return declared === subject || kind?.holdings.some((holding) => holding.subject === subject) === true;
    };
  }
}

const byName = (one: { name: string; plugin: string }, other: { name: string; plugin: string }) =>
  one.name < other.name || (one.name === other.name && one.plugin < other.plugin) ? -1 : 1;
