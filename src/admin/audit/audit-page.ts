import { Injectable } from '@nestjs/common';
import { AuditList, type AuditFilter } from '../../audit/audit-list.service';
import { serverChain } from '../../audit/chain.types';
import { ChainCheck } from '../../audit/chain-check.service';
import { Checkpoints } from '../../audit/checkpoints.service';
import type { Agent } from '../../common/access';
import { ChatError } from '../../common/errors';
import { Texts } from '../../common/texts';
import { LegalIdentities } from '../../workspaces/legal-identities.service';
import { MembersService } from '../../workspaces/members.service';
import { actsOf, kindNames, type ActKind } from './act-kinds';
import { AuditWords } from './audit-words';

/** How many acts a page shows. */
const shown = 50;
const day = 86_400_000;

export interface AuditQuestion {
  who?: string;
  kind?: ActKind;
  /** Days, `2026-03-29`; both included. */
  from?: string;
  until?: string;
  /** The log of the server itself, for whoever runs it. */
  log?: 'server';
  before?: number;
}

/** What the page of the log shows. */
@Injectable()
export class AuditPage {
  constructor(
    private readonly acts: AuditList,
    private readonly check: ChainCheck,
    private readonly checkpoints: Checkpoints,
    private readonly members: MembersService,
    private readonly identities: LegalIdentities,
    private readonly words: AuditWords,
    private readonly texts: Texts,
  ) {}

  /** @throws ChatError `access.denied` */
  async chainFor(agent: Agent, log: AuditQuestion['log']): Promise<string> {
    if (log !== 'server') return agent.workspaceId;
    if (!(await this.identities.isOperator(agent))) throw new ChatError('access.denied');
    return serverChain;
  }

  async names(workspaceId: string): Promise<Map<string, string>> {
    return new Map((await this.members.list(workspaceId)).map(({ id, name }) => [id, name]));
  }

  filterOf({ who, kind, from, until }: AuditQuestion): AuditFilter {
    const end = until ? new Date(Date.parse(until) + day) : undefined;
    return { accountId: who || undefined, actions: kind && actsOf(kind), from: from ? new Date(from) : undefined, until: end };
  }

  async model(agent: Agent, question: AuditQuestion) {
    const { who, kind, from, until, log, before } = question;
    const chain = await this.chainFor(agent, log);
    const [rows, names, isOperator] = await Promise.all([
      this.acts.list(chain, this.filterOf(question), shown + 1, before),
      this.names(agent.workspaceId),
      this.identities.isOperator(agent),
    ]);
    const entries = rows.slice(0, shown).map((row) => this.words.of(row, names));
    const asked = { ...(who && { who }), ...(kind && { kind }), ...(from && { from }), ...(until && { until }) };
    const kept = new URLSearchParams({ ...asked, ...(log && { log }) });
    const link = (more: Record<string, string>) =>
      `/settings/audit?${new URLSearchParams({ ...Object.fromEntries(kept), ...more }).toString()}`;
    const last = rows.length > shown ? entries.at(-1) : undefined;
    return {
      title: this.texts.t('en', 'audit.title'),
      section: 'audit',
      entries,
      isOperator,
      log,
      isFiltered: Object.keys(asked).length > 0,
      values: { from, until },
      people: [...names].map(([id, name]) => ({ id, name, chosen: id === who })),
      kinds: kindNames.map((id) => ({ id, name: this.texts.t('en', kindWords[id]), chosen: id === kind })),
      csv: `/settings/audit/export.csv?${kept.toString()}`,
      lines: `/settings/audit/export.jsonl${log ? '?log=server' : ''}`,
      next: last && link({ before: String(last.place) }),
      newest: before ? link({}) : undefined,
      state: { ...(await this.state(chain)), query: log ? '?log=server' : '' },
    };
  }

  private async state(chain: string) {
    const { place, checkedPlace, checkedAt, fault } = await this.check.state(chain);
    const newest = await this.checkpoints.newest(chain);
    return {
      isEmpty: place === 0,
      checkedAt,
      checkedPlace,
      waiting: place - checkedPlace,
      fault: fault && this.words.fault(fault),
      signedAt: newest?.at,
      signedPlace: newest?.place,
      fingerprint: this.checkpoints.fingerprint,
    };
  }
}

const kindWords: Record<ActKind, string> = {
  access: 'audit.kinds.access',
  plugins: 'audit.kinds.plugins',
  people: 'audit.kinds.people',
  papers: 'audit.kinds.papers',
  websites: 'audit.kinds.websites',
  log: 'audit.kinds.log',
};
