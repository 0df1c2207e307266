import { Injectable } from '@nestjs/common';
import { ChatError } from '../../common/errors';
import { Texts } from '../../common/texts';
import { Database } from '../../database/database';
import { Breaches } from '../breaches/breaches.service';
import { Agreements } from './agreements.service';
import { Checklist, type CheckItem } from './checklist.service';
import { agreement, agreementVersion } from './documents/agreement';
import { breachRegister } from './documents/breach-register';
import { recordsOfController, recordsOfOperator } from './documents/records';
import { retentionSchedule, subprocessors, transfers } from './documents/registers';
import { Measures } from './measures.service';
import { PaperContexts, type PaperContext } from './paper-context.service';
import type { Paper, PaperSection } from './paper.types';

/** In the order in which they are listed; `operator`: only for whoever runs the server. */
export const paperWords = {
  records: ['papers.titles.records', 'papers.leads.records'],
  'records-operator': ['papers.titles.recordsOperator', 'papers.leads.recordsOperator'],
  subprocessors: ['papers.titles.subprocessors', 'papers.leads.subprocessors'],
  agreement: ['papers.titles.agreement', 'papers.leads.agreement'],
  transfers: ['papers.titles.transfers', 'papers.leads.transfers'],
  retention: ['papers.titles.retention', 'papers.leads.retention'],
  measures: ['papers.titles.measures', 'papers.leads.measures'],
  breaches: ['papers.titles.breaches', 'papers.leads.breaches'],
  checklist: ['papers.titles.checklist', 'papers.leads.checklist'],
} as const;
export type PaperId = keyof typeof paperWords;
export const paperIds = Object.keys(paperWords) as PaperId[];
const ofOperator: readonly PaperId[] = ['records-operator'];

/** The papers of a workspace and of the operator: all of them computed, none of them written by hand. */
@Injectable()
export class Papers {
  constructor(
    private readonly contexts: PaperContexts,
    private readonly database: Database,
    private readonly measures: Measures,
    private readonly agreements: Agreements,
    private readonly breaches: Breaches,
    private readonly checklist: Checklist,
    private readonly texts: Texts,
  ) {}

  /** Those that somebody may read. */
  list(isOperator: boolean): { id: PaperId; title: string; lead: string }[] {
    const [t, shown] = [
      (key: string) => this.texts.t('en', key),
      paperIds.filter((id) => isOperator || !ofOperator.includes(id)),
    ];
    return shown.map((id) => ({ id, title: t(paperWords[id][0]), lead: t(paperWords[id][1]) }));
  }

  /** @throws ChatError `request.not_found` */
  async of(workspaceId: string, id: string, isOperator: boolean): Promise<{ paper: Paper; context: PaperContext }> {
    if (!paperIds.includes(id as PaperId) || (ofOperator.includes(id as PaperId) && !isOperator))
      throw new ChatError('request.not_found');
    const context = await this.contexts.of(workspaceId);
    return { paper: await this.make(context, id as PaperId), context };
  }

  async items(workspaceId: string): Promise<CheckItem[]> {
    return this.checklist.of(await this.contexts.of(workspaceId));
  }

  accepted(context: PaperContext) {
    return this.agreements.accepted(context);
  }

  private async make(context: PaperContext, id: PaperId): Promise<Paper> {
    const { t, date, workspace, operator } = context;
    const [title, lead] = paperWords[id].map((key) => t(key)) as [string, string];
    const holder = (id === 'records-operator' ? operator : workspace).legalName || t('papers.notSaid');
    const version = id === 'agreement' ? { version: t('papers.versionTitle', { number: agreementVersion }) } : {};
    return { id, title, lead, holder, date, ...version, sections: await this.sections(context, id) };
  }

  private async sections(context: PaperContext, id: PaperId): Promise<PaperSection[]> {
    const { t, workspaceId } = context;
    switch (id) {
      case 'records':
        return recordsOfController(context);
      case 'records-operator':
        return recordsOfOperator(context, await this.workspaces());
      case 'subprocessors':
        return subprocessors(context);
      case 'agreement':
        return agreement(context);
      case 'transfers':
        return transfers(context);
      case 'retention':
        return retentionSchedule(context);
      case 'measures':
        return this.measures.sections(context);
      case 'breaches':
        return breachRegister(context, await this.breaches.list(workspaceId));
      case 'checklist': {
        const rows = (await this.checklist.of(context)).map(({ done, text }) => [
          t(done ? 'papers.done' : 'papers.missing'),
          text,
        ]);
        return [{ title: t('papers.checklist.list'), table: { head: [t('papers.state'), t('papers.what')], rows } }];
      }
    }
  }

  private workspaces(): Promise<{ name: string; contact: string }[]> {
    return this.database.query(
      `SELECT COALESCE(i.legal_name, w.name) AS name, COALESCE(i.contact, '') AS contact
       FROM workspace w LEFT JOIN legal_identity i ON i.holder = w.id ORDER BY w.created_at, w.id`,
    );
  }
}
