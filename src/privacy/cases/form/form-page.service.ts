import { Injectable } from '@nestjs/common';
import { Texts } from '../../../common/texts';
import { LegalIdentities } from '../../../workspaces/legal-identities.service';
import { operatorHolder } from '../../../workspaces/legal-identity.entity';
import { WorkspacesService } from '../../../workspaces/workspaces.service';
import { referenceOf } from '../case-letters.service';
import { CaseTerms } from '../case-terms.service';
import { CaseWork } from '../case-work.service';
import { isOver } from '../case-rules';
import { caseKinds, type CaseState } from '../case.types';
import { CasesService } from '../cases.service';
import { requestWords } from '../letter-names';
import type { PrivacyCase } from '../privacy-case.entity';
import type { FormOwner } from './request-form.service';

const states: Record<CaseState, string> = {
  received: 'rights.states.received',
  unverified: 'rights.states.unverified',
  verified: 'rights.states.verified',
  on_hold: 'rights.states.on_hold',
  duplicate: 'rights.states.duplicate',
  forwarded: 'rights.states.forwarded',
  approved: 'rights.states.approved',
  refused: 'rights.states.refused',
  executing: 'rights.states.executing',
  awaiting_recipients: 'rights.states.awaiting_recipients',
  complete: 'rights.states.complete',
};

/** The pages of the form, in the language of whoever reads them. */
@Injectable()
export class FormPages {
  constructor(
    private readonly workspaces: WorkspacesService,
    private readonly identities: LegalIdentities,
    private readonly cases: CasesService,
    private readonly terms: CaseTerms,
    private readonly work: CaseWork,
    private readonly texts: Texts,
  ) {}

  async form(address: string, owner: FormOwner, wishes: readonly string[]) {
    const language = this.texts.pick(wishes);
    const t = this.say(language);
    const business = await this.businessOf(owner);
    const { contact } = await this.identities.of(owner.controller === 'operator' ? operatorHolder : owner.workspaceId);
    return {
      ...this.frame(language, t('requests.title'), business),
      path: `/privacy/${address}/request?language=${language}`,
      lead: t('requests.lead', { business }),
      inWidget: owner.controller === 'workspace' && t('requests.inWidget', { door: t('widget.privacyDoor') }),
      labels: {
        kind: t('requests.kind'),
        email: t('requests.email'),
        emailHint: t('requests.emailHint'),
        body: t('requests.body'),
        action: t('requests.action'),
      },
      contact: contact && t('requests.contact', { email: contact }),
      kinds: caseKinds.map((code) => ({ code, name: capital(t(requestWords[code]), language) })),
      values: {},
    };
  }

  async code(key: string, one: PrivacyCase) {
    const t = this.say(one.language);
    return {
      ...this.frame(one.language, t('requests.codeTitle'), await this.businessOf(one)),
      key,
      lead: t('requests.codeLead'),
      labels: { code: t('requests.code'), action: t('requests.codeAction'), again: t('requests.codeAgain') },
      wrong: t('requests.bad'),
    };
  }

  async status(key: string, one: PrivacyCase) {
    const t = this.say(one.language);
    const { timeZone } = await this.terms.of(one.workspaceId);
    const day = new Intl.DateTimeFormat(one.language, { dateStyle: 'long', timeZone });
    const letters = (await this.cases.steps(one.id)).filter(({ kind }) => kind === 'letter').reverse();
    const found = one.workId && one.kind !== 'erasure' ? await this.work.exportOf(one.workId) : undefined;
    return {
      ...this.frame(one.language, t('requests.statusTitle'), await this.businessOf(one)),
      key,
      reference: referenceOf(one),
      request: capital(t(requestWords[one.kind]), one.language),
      state: t(states[one.state]),
      due: isOver(one.state) ? undefined : t('rights.due', { date: day.format(one.dueAt) }),
      // Whether we know anything of the address is told to nobody but its owner, who has shown to be that by now.
      noMatch:
        one.proof === 'code' && !one.subjectId && !isOver(one.state) && one.controller === 'workspace' && t('requests.noMatch'),
      letters: letters.map(({ subject, body, at }) => ({ subject, body, at: day.format(at) })),
      download: found?.state === 'ready' && t('requests.download'),
      certificate: one.kind === 'erasure' && one.state === 'complete' && { text: t('rights.certificate'), id: one.workId },
    };
  }

  private frame(language: string, headline: string, business: string) {
    return { language, direction: this.texts.direction(language), title: headline, headline, sender: business };
  }

  private async businessOf({ workspaceId }: Pick<FormOwner, 'workspaceId'>): Promise<string> {
    return (await this.workspaces.get(workspaceId)).name;
  }

  private say(language: string) {
    return (key: string, parameters?: Record<string, unknown>) => this.texts.t(language, key, parameters);
  }
}

/** The words stand within sentences of letters, and here by themselves. */
const capital = (words: string, language: string): string => words.charAt(0).toLocaleUpperCase(language) + words.slice(1);
