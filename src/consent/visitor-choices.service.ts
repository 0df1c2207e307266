import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock';
import { ChatError } from '../common/errors';
import { Database } from '../database/database';
import type { ConsentCategory } from '../plugin-api';
import type { ConsentMethod } from './consent-receipt.entity';
import { ConsentsService, type Receipt } from './consents.service';
import { ConsentQuestions } from './questions/consent-questions.service';

const day = 24 * 60 * 60 * 1000;
/** More than anybody changes their mind in a day: beyond it only withdrawing is kept. */
const mostADay = 50;

export interface VisitorChoice {
  workspaceId: string;
  websiteId: string;
  visitorId: string;
  /** Undefined if nothing was chosen: then only a denial counts. */
  granted?: ConsentCategory[];
  denied: boolean;
  /** Terms that the widget asked for; undefined where the website asked in its own words. */
  asked?: string[];
  /** Hash of the words that the visitor saw. */
  wording?: string;
}

/** What visitors choose through the widget, or their browser by itself. */
@Injectable()
export class VisitorChoices {
  constructor(
    private readonly database: Database,
    private readonly consents: ConsentsService,
    private readonly questions: ConsentQuestions,
    private readonly clock: Clock,
  ) {}

  /**
   * Keeps it, if it is anything new. A denial by the browser holds until somebody chooses without one.
   * @throws ChatError rate.limited
   */
  async keep(choice: VisitorChoice): Promise<Receipt | undefined> {
    const { workspaceId, websiteId, visitorId, granted: chosen, denied } = choice;
    const before = await this.consents.of({ workspaceId, id: visitorId });
    if (!chosen && (!denied || before?.denied)) return before;
    const said = chosen ? await this.understand(choice, chosen) : { granted: before?.granted ?? [], ...termsOf(before) };
    if (said.granted.length && (await this.today(workspaceId, visitorId)) >= mostADay) throw new ChatError('rate.limited');
    const person = { workspaceId, websiteId, kind: 'visitor' as const, id: visitorId };
    const method: ConsentMethod = !chosen ? 'signal' : choice.asked ? 'choice' : 'site';
    return this.database.transaction((tx) => this.consents.record(tx, { ...person, ...said, denied, method }));
  }

  /** An old page may have asked for something that has changed since: only terms that still stand were agreed to. */
  private async understand({ workspaceId, websiteId, asked, wording }: VisitorChoice, granted: ConsentCategory[]) {
    if (!asked) return { granted };
    const questions = await this.questions.inAllLanguages(workspaceId, 'visitor', websiteId);
    const standing = new Set(questions[0].asks.flatMap(({ terms }) => terms));
    const terms = asked.filter((term) => standing.has(term));
    const covered = granted.filter((category) => terms.some((term) => term.startsWith(`${category}/`)));
    return { granted: covered, asked: terms, question: questions.find((question) => question.wording === wording) };
  }

  private async today(workspaceId: string, id: string): Promise<number> {
    const [{ total }] = await this.database.query<{ total: number | string }>(
      'SELECT count(*) AS total FROM consent_receipt WHERE workspace_id = ? AND subject_id = ? AND at > ?',
      [workspaceId, id, this.clock.millis() - day],
    );
    return Number(total);
  }
}

const termsOf = (before: Receipt | undefined) => (before?.asked ? { asked: before.asked } : {});
