import { Injectable } from '@nestjs/common';
import type { Agent } from '../../common/access';
import { ChatError } from '../../common/errors';
import { Database } from '../../database/database';
import type { ConsentCategory } from '../../plugin-api';
import { ConsentsService, type Receipt } from '../consents.service';
import { ConsentQuestions, type Ask, type ConsentQuestion } from '../questions/consent-questions.service';

/** Pages for those who work here are in English. */
const language = 'en';

export interface AccountQuestion extends ConsentQuestion {
  receipt?: Receipt;
  /** Whether something is asked for that they have not answered yet. */
  isOpen: boolean;
}

/** What people with an account agree to, where something that is switched on needs their consent. */
@Injectable()
export class AccountChoices {
  constructor(
    private readonly database: Database,
    private readonly questions: ConsentQuestions,
    private readonly consents: ConsentsService,
  ) {}

  async of({ workspaceId, account }: Agent): Promise<AccountQuestion> {
    const question = await this.questions.of(workspaceId, 'account', language);
    if (!question.asks.length) return { ...question, isOpen: false };
    const receipt = await this.consents.of({ workspaceId, id: account.id });
    return { ...question, receipt, isOpen: question.asks.some((ask) => !isAnswered(ask, receipt)) };
  }

  /**
   * @param wording hash of the words that stood there
   * @throws ChatError `consent.changed` if other words stand there by now
   */
  async choose(agent: Agent, granted: readonly string[], wording: string, denied: boolean): Promise<void> {
    const { workspaceId, account } = agent;
    const question = await this.questions.of(workspaceId, 'account', language);
    if (question.wording !== wording) throw new ChatError('consent.changed');
    const asked = question.asks.flatMap(({ terms }) => terms);
    const categories = question.asks.map(({ category }) => category as ConsentCategory);
    const chosen = categories.filter((category) => granted.includes(category));
    const who = { workspaceId, websiteId: null, kind: 'account' as const, id: account.id };
    const choice = { ...who, granted: chosen, asked, question, denied, method: 'choice' as const };
    await this.database.transaction((tx) => this.consents.record(tx, choice));
  }
}

/** Whether a category is in force as it is asked for now. */
export const isInForce = (ask: Ask, receipt: Receipt | undefined): boolean =>
  !!receipt?.granted.includes(ask.category as ConsentCategory) && isAnswered(ask, receipt);

const isAnswered = ({ terms }: Ask, receipt: Receipt | undefined): boolean =>
  !!receipt && (!receipt.asked || terms.every((term) => receipt.asked!.includes(term)));
