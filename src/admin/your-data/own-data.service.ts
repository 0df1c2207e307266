import { Injectable } from '@nestjs/common';
import type { Agent } from '../../common/access';
import { countryName } from '../../common/regions';
import { Texts } from '../../common/texts';
import { HandedOverService } from '../../plugin-host/handed-over.service';
import { CaseWork } from '../../privacy/cases/case-work.service';
import { CasesService } from '../../privacy/cases/cases.service';
import type { PrivacyCase } from '../../privacy/cases/privacy-case.entity';
import { ErasureService } from '../../privacy/erasure/erasure.service';
import type { Person } from '../../privacy/privacy.types';
import { StandingService } from '../../privacy/standing.service';

export const personOfAccount = ({ workspaceId, account }: Agent): Person => ({ workspaceId, kind: 'account', id: account.id });

/** What somebody with a login sees of their own data. */
@Injectable()
export class OwnData {
  constructor(
    private readonly cases: CasesService,
    private readonly erasures: ErasureService,
    private readonly handedOver: HandedOverService,
    private readonly standing: StandingService,
    private readonly work: CaseWork,
    private readonly texts: Texts,
  ) {}

  async page(agent: Agent) {
    const person = personOfAccount(agent);
    const [{ counts, lastOwnerOf, hold }, recipients, { restricted }, cases] = await Promise.all([
      this.erasures.dryRun(person),
      this.handedOver.of(agent.workspaceId, person.id),
      this.standing.of(person),
      this.cases.ofPerson(person),
    ]);
    const requests = await Promise.all(cases.map((one) => this.request(one)));
    return {
      title: this.t('rights.heading'),
      name: agent.account.name,
      going: counts.filter(({ count, fate }) => count && fate.erased !== 'kept').reduce((sum, { count }) => sum + count, 0),
      staying: counts.filter(({ count, fate }) => count && fate.erased === 'kept').reduce((sum, { count }) => sum + count, 0),
      lastOwnerOf: lastOwnerOf.join(', '),
      isHeld: hold !== undefined,
      restricted,
      recipients: recipients.map(({ recipient, country, fields, lastAt }) => ({
        recipient,
        country: country && (countryName(country) ?? country),
        fields: fields.join(', '),
        lastAt,
      })),
      requests,
      ready: requests.find(({ isReady }) => isReady)?.id,
      isMade: requests.some(({ isMade }) => isMade),
      values: {},
    };
  }

  private async request(one: PrivacyCase) {
    const { id, kind, state, receivedAt, workId } = one;
    const letters = (await this.cases.steps(id)).filter((step) => step.kind === 'letter').reverse();
    const isExport = kind === 'access' || kind === 'portability';
    const found = isExport && workId ? await this.work.exportOf(workId) : undefined;
    return {
      id,
      kind: this.t(kinds[kind]),
      state: this.t(states[state]),
      receivedAt,
      letters: letters.map(({ subject, body, at }) => ({ subject, body, at })),
      isReady: found?.state === 'ready',
      isMade: isExport && state === 'executing',
    };
  }

  private t(key: string): string {
    return this.texts.t('en', key);
  }
}

const kinds: Record<PrivacyCase['kind'], string> = {
  access: 'rights.download',
  portability: 'rights.download',
  erasure: 'rights.erase',
  rectification: 'rights.dispute',
  objection: 'rights.object',
  restriction: 'rights.restrict',
  withdrawal: 'rights.object',
  question: 'rights.ask',
};
const states: Record<PrivacyCase['state'], string> = {
  received: 'rights.states.received',
  unverified: 'rights.states.unverified',
  verified: 'rights.states.verified',
  on_hold: 'rights.states.on_hold',
  forwarded: 'rights.states.forwarded',
  approved: 'rights.states.approved',
  refused: 'rights.states.refused',
  executing: 'rights.states.executing',
  awaiting_recipients: 'rights.states.awaiting_recipients',
  duplicate: 'rights.states.duplicate',
  complete: 'rights.states.complete',
};
