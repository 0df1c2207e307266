import { Injectable } from '@nestjs/common';
import { countryName } from '../../common/regions';
import { Texts } from '../../common/texts';
import type { Speaker } from '../../conversations/visitor-side/visitor-verbs.service';
import { HandedOverService } from '../../plugin-host/handed-over.service';
import { CaseWork } from '../../privacy/cases/case-work.service';
import { CasesService } from '../../privacy/cases/cases.service';
import { SelfService } from '../../privacy/cases/self-service.service';
import type { PrivacyCase } from '../../privacy/cases/privacy-case.entity';
import type { Person } from '../../privacy/privacy.types';
import { StandingService } from '../../privacy/standing.service';
import { VisitorsService } from '../../visitors/visitors.service';
import { countsInWords, wordsOfFields } from './categories';

export const personOfSpeaker = ({ workspaceId, visitorId: id }: Speaker): Person => ({ workspaceId, kind: 'visitor', id });

/** What the widget shows to a visitor of their own data: identifiers of texts and values, the words are in the catalogue. */
@Injectable()
export class YourData {
  constructor(
    private readonly visitors: VisitorsService,
    private readonly standing: StandingService,
    private readonly handedOver: HandedOverService,
    private readonly cases: CasesService,
    private readonly self: SelfService,
    private readonly work: CaseWork,
    private readonly texts: Texts,
  ) {}

  async of(speaker: Speaker, wishes: string[]) {
    const { workspaceId, visitorId } = speaker;
    const person = personOfSpeaker(speaker);
    const language = this.texts.pick(wishes);
    const [visitor, { restricted, objections }, recipients, purposes, cases] = await Promise.all([
      this.visitors.find(visitorId),
      this.standing.of(person),
      this.handedOver.of(workspaceId, visitorId),
      this.handedOver.objectionable(workspaceId),
      this.cases.ofPerson(person),
    ]);
    return {
      texts: this.texts.section(language, 'rights'),
      known: visitor !== null,
      contact: { name: visitor?.name ?? '', email: visitor?.email ?? '', verified: visitor?.verified ?? false },
      restricted,
      // Being spoken to first has a switch of its own, which also works for somebody who is not known.
      purposes: [...new Set([...purposes, ...objections])]
        .filter((purpose) => purpose !== 'proactive')
        .map((purpose) => ({
          purpose,
          objected: objections.includes(purpose),
        })),
      recipients: recipients.map(({ recipient, country, fields, times, lastAt }) => ({
        recipient,
        country: country && countryIn(language, country),
        what: wordsOfFields(fields),
        times,
        lastAt: lastAt.toISOString(),
      })),
      requests: await Promise.all(cases.map((one) => this.request(one))),
    };
  }

  /** A request with its letters, newest first: what would come by mail stands here. */
  async request({ id, kind, about, state, receivedAt, dueAt, workId }: PrivacyCase) {
    const letters = (await this.cases.steps(id)).filter((step) => step.kind === 'letter').reverse();
    return {
      id,
      kind,
      about,
      state,
      receivedAt: receivedAt.toISOString(),
      dueAt: dueAt.toISOString(),
      ...(workId && (kind === 'access' || kind === 'portability') && (await this.progress(workId))),
      letters: letters.map(({ subject, body, at }) => ({ subject, body, at: at.toISOString() })),
    };
  }

  /** How far an export is: 0 to 1, and whether it can be fetched. */
  private async progress(workId: string): Promise<{ progress: number; ready: boolean }> {
    const found = await this.work.exportOf(workId);
    if (!found) return { progress: 1, ready: false };
    return { progress: found.total ? Math.min(1, found.done / found.total) : 0, ready: found.state === 'ready' };
  }

  async wouldGo(speaker: Speaker): Promise<{ what: string; count: number }[]> {
    return countsInWords(await this.self.wouldGo(personOfSpeaker(speaker)));
  }
}

function countryIn(language: string, code: string): string {
  return new Intl.DisplayNames([language], { type: 'region' }).of(code) ?? countryName(code) ?? code;
}
