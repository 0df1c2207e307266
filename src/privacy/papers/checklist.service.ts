import { Injectable } from '@nestjs/common';
import { IsNull, LessThan } from 'typeorm';
import { Clock } from '../../common/clock';
import { liesIn } from '../../common/regions';
import { Database } from '../../database/database';
import { LegalIdentities } from '../../workspaces/legal-identities.service';
import { WebsitesService } from '../../workspaces/websites.service';
import { Breaches } from '../breaches/breaches.service';
import { PrivacyCase } from '../cases/privacy-case.entity';
import { Notices } from '../notice/notices.service';
import { Agreements } from './agreements.service';
import { Measures } from './measures.service';
import type { PaperContext } from './paper-context.service';

/** Something that a business has to see to. Whether it is done is computed: nobody can tick it. */
export interface CheckItem {
  id: string;
  done: boolean;
  text: string;
  /** Where it can be done. */
  link: string;
}

/** What is done, and what is still missing, as things are now. */
@Injectable()
export class Checklist {
  constructor(
    private readonly database: Database,
    private readonly identities: LegalIdentities,
    private readonly websites: WebsitesService,
    private readonly notices: Notices,
    private readonly agreements: Agreements,
    private readonly measures: Measures,
    private readonly breaches: Breaches,
    private readonly clock: Clock,
  ) {}

  async of(context: PaperContext): Promise<CheckItem[]> {
    const { workspaceId, facts, workspace, operator } = context;
    const [missing, websites, notice, pending, accepted, overdue, late] = await Promise.all([
      this.identities.missing(workspaceId),
      this.websites.list(workspaceId),
      this.notices.newest(workspaceId),
      this.notices.pending(workspaceId),
      this.agreements.accepted(context),
      this.database.read.countBy(PrivacyCase, {
        workspaceId,
        controller: 'workspace',
        closedAt: IsNull(),
        dueAt: LessThan(this.clock.now()),
      }),
      this.breaches.late(workspaceId),
    ]);
    const isOwnOperator = Boolean(operator.legalName) && operator.legalName === workspace.legalName;
    const away = facts.recipients.filter(({ country }) => !liesIn(['EEA', 'ADEQUATE'], country));
    const item = (id: keyof typeof itemWords, done: boolean, link: string): CheckItem => {
      return { id, done, text: context.t(itemWords[id][done ? 0 : 1]), link };
    };
    return [
      item('identity', !missing.length, '/settings/identity'),
      item('authority', Boolean(workspace.authority), '/settings/identity'),
      item('notice', Boolean(notice), '/privacy/notice'),
      item('pending', Boolean(notice) && !pending, '/privacy/notice'),
      item(
        'domains',
        websites.every(({ liveAt, domains }) => !liveAt || domains.length > 0),
        '/settings/websites',
      ),
      item('agreement', isOwnOperator || accepted?.isCurrent === true, '/privacy/papers/agreement'),
      item(
        'transfers',
        away.every(({ safeguard }) => safeguard.trim() !== ''),
        '/privacy/papers/transfers',
      ),
      item('regions', facts.regions.length > 0 || !facts.recipients.length, '/settings/data'),
      item(
        'retention',
        facts.retention.every(({ days }) => days !== null),
        '/privacy/papers/retention',
      ),
      item('encryption', this.measures.isEncrypted, '/privacy/papers/measures'),
      item('cases', overdue === 0, '/privacy/cases'),
      item('breaches', late === 0, '/privacy/breaches'),
    ];
  }
}

const itemWords = {
  identity: ['papers.checklist.identity', 'papers.checklist.noIdentity'],
  authority: ['papers.checklist.authority', 'papers.checklist.noAuthority'],
  notice: ['papers.checklist.notice', 'papers.checklist.noNotice'],
  pending: ['papers.checklist.settled', 'papers.checklist.pending'],
  domains: ['papers.checklist.domains', 'papers.checklist.noDomains'],
  agreement: ['papers.checklist.agreement', 'papers.checklist.noAgreement'],
  transfers: ['papers.checklist.transfers', 'papers.checklist.noSafeguards'],
  regions: ['papers.checklist.regions', 'papers.checklist.noRegions'],
  retention: ['papers.checklist.retention', 'papers.checklist.noRetention'],
  encryption: ['papers.checklist.encryption', 'papers.checklist.noEncryption'],
  cases: ['papers.checklist.cases', 'papers.checklist.lateCases'],
  breaches: ['papers.checklist.breaches', 'papers.checklist.lateBreaches'],
} as const;
