import { Injectable } from '@nestjs/common';
import type { Agent } from '../../common/access';
import { Clock } from '../../common/clock';
import { Texts } from '../../common/texts';
import { LegalIdentities } from '../../workspaces/legal-identities.service';
import { nextWord, riskWords, type LetterId } from '../papers/documents/breach-register';
import type { PaperContext } from '../papers/paper-context.service';
import type { Paper, PaperSection } from '../papers/paper.types';
import { clockOf } from './breach-clock';
import type { Breach, BreachRisk } from './breach.entity';
import { Breaches } from './breaches.service';

const letterWords: Record<LetterId, [title: string, lead: string]> = {
  authority: ['papers.letters.authority', 'papers.letters.authorityLead'],
  people: ['papers.letters.people', 'papers.letters.peopleLead'],
};
const hour = 3_600_000;

/** What the pages about breaches show. */
@Injectable()
export class BreachPages {
  constructor(
    private readonly breaches: Breaches,
    private readonly identities: LegalIdentities,
    private readonly texts: Texts,
    private readonly clock: Clock,
  ) {}

  async list(agent: Agent) {
    const breaches = await this.breaches.list(agent.workspaceId);
    return {
      title: this.t('papers.titles.breaches'),
      section: 'privacy',
      breaches: breaches.map((breach) => this.head(breach)),
      isOperator: await this.identities.isOperator(agent),
      now: this.clock.now().toISOString().slice(0, 16),
    };
  }

  async one(agent: Agent, id: string) {
    const breach = await this.breaches.get(agent.workspaceId, id);
    const isProcessor = breach.role === 'processor';
    return {
      title: this.title(breach),
      section: 'privacy',
      breach: { ...breach, kinds: breach.categories.join(', '), isProcessor, isLong: breach.what !== this.title(breach) },
      head: this.head(breach),
      risks: (Object.keys(riskWords) as BreachRisk[]).map((risk) => ({
        risk,
        text: this.t(riskWords[risk]),
        chosen: risk === breach.risk,
      })),
      values: breach,
    };
  }

  letter({ workspace, date }: PaperContext, letter: LetterId, sections: PaperSection[]): Paper {
    const [title, lead] = letterWords[letter].map((key) => this.t(key)) as [string, string];
    return { id: `breach-${letter}`, title, lead, holder: workspace.legalName, date, sections };
  }

  private head(breach: Breach) {
    const now = this.clock.now();
    const clock = clockOf(breach, now);
    const left = clock.until ? Math.floor((clock.until.getTime() - now.getTime()) / hour) : undefined;
    return {
      id: breach.id,
      title: this.title(breach),
      discoveredAt: breach.discoveredAt,
      next: this.t(nextWord(breach, now)),
      late: clock.late,
      settled: clock.next === 'nothing',
      until: clock.until,
      left: left !== undefined && left >= 0 ? this.texts.t('en', 'papers.breaches.left', { count: left }) : undefined,
    };
  }

  private title({ what }: Breach): string {
    return what.split('\n')[0]!.slice(0, 100);
  }

  private t(key: string): string {
    return this.texts.t('en', key);
  }
}
