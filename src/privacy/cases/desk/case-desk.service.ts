import { Injectable } from '@nestjs/common';
import { may, type Agent } from '../../../common/access';
import { Clock } from '../../../common/clock';
import { Texts } from '../../../common/texts';
import { Database } from '../../../database/database';
import { MembersService } from '../../../workspaces/members.service';
import { kindName } from '../../kind-names';
import { ErasureService } from '../../erasure/erasure.service';
import { PersonDirectory } from '../../people/person-directory.service';
import { StandingService } from '../../standing.service';
import { approvalWords, channelWords, kindWords, proofWords, stateWords, stepWords, tones } from '../case-words';
import { caseKinds, type CaseState } from '../case.types';
import { jurisdictions, isJurisdiction } from '../case-clock';
import { referenceOf } from '../case-letters.service';
import { isOver, mayMove, mayRefuse, reasonsFor } from '../case-rules';
import type { CaseStep } from '../case-step.entity';
import { CaseTerms } from '../case-terms.service';
import { CasesService } from '../cases.service';
import { reasonWords } from '../letter-names';
import { Operator } from '../operator.service';
import { personOf } from '../person-of';
import type { PrivacyCase } from '../privacy-case.entity';

const day = 86_400_000;
const english = 'en';
/** Messages among which the wrong one is looked for. */
const shownWords = 50;

/** Makes the models of the desk's pages. Who somebody is stands on them only where somebody asked to see it. */
@Injectable()
export class CaseDesk {
  constructor(
    private readonly database: Database,
    private readonly cases: CasesService,
    private readonly terms: CaseTerms,
    private readonly operator: Operator,
    private readonly people: PersonDirectory,
    private readonly members: MembersService,
    private readonly erasures: ErasureService,
    private readonly standing: StandingService,
    private readonly texts: Texts,
    private readonly clock: Clock,
  ) {}

  row(one: PrivacyCase) {
    return {
      id: one.id,
      reference: referenceOf(one),
      kind: this.t(kindWords[one.kind]),
      state: this.t(stateWords[one.state]),
      tone: tones[one.state] ?? 'none',
      person: this.pseudonym(one),
      due: isOver(one.state) ? undefined : this.due(one),
      closedAt: one.closedAt,
      late: this.isLate(one),
      expedited: one.expedited,
    };
  }

  /** @throws ChatError `case.not_found` */
  async pageOf(agent: Agent, id: string, withPerson: boolean) {
    return { section: 'cases', ...(await this.page(agent, await this.cases.find(agent, id), withPerson)) };
  }

  private async page(agent: Agent, one: PrivacyCase, withPerson: boolean) {
    const person = personOf(one);
    const [steps, members, counts, limits] = await Promise.all([
      this.cases.steps(one.id),
      this.members.list(agent.workspaceId),
      person ? this.held(one) : [],
      person ? this.standing.of(person) : undefined,
    ]);
    const names = new Map(members.map(({ id, name }) => [id, name]));
    const isForeign = one.controller === 'operator' && one.subjectKind !== 'account' && one.kind !== 'question';
    const law = isJurisdiction(one.jurisdiction) ? jurisdictions[one.jurisdiction].law : one.jurisdiction;
    return {
      title: `${this.t(kindWords[one.kind])} ${referenceOf(one)}`,
      ...this.row(one),
      about: one.about,
      body: one.body,
      law,
      receivedAt: one.receivedAt,
      dueAt: one.dueAt,
      proof: this.t(proofWords[one.proof]),
      isProven: one.proof !== '',
      channel: this.t(channelWords[one.channel]),
      counts,
      hasPerson: person !== undefined || one.email !== null,
      who: withPerson ? await this.who(one) : undefined,
      written:
        withPerson && person && one.kind === 'rectification' && one.state === 'verified'
          ? await this.people.written(person, shownWords)
          : undefined,
      isForeign,
      isOver: isOver(one.state),
      isWorking: ['approved', 'executing', 'awaiting_recipients'].includes(one.state),
      certificate: one.kind === 'erasure' && one.workId && (await this.hasCertificate(one.workId)) ? one.workId : undefined,
      approval: !isForeign && one.state === 'verified' && this.approval(one, person !== undefined),
      lift: limits?.restricted && one.kind === 'restriction' && one.state === 'complete',
      ...this.ways(one, isForeign),
      reasons: reasonsFor(one.kind).map((code) => ({ code, text: this.texts.t(english, reasonWords[code]) })),
      others: mayMove(one.state, 'duplicate') ? await this.others(one) : [],
      workspaces: one.controller === 'operator' ? await this.workspaces(agent) : [],
      steps: steps.map((step) => this.step(step, names)),
      mayManage: may(agent, 'privacy.manage'),
    };
  }

  private ways(one: PrivacyCase, isForeign: boolean) {
    const can = (to: CaseState) => mayMove(one.state, to);
    const isAnswerable = !isForeign && !isOver(one.state);
    return {
      mayVouch: !isForeign && one.state === 'unverified',
      mayGoOn: one.state === 'on_hold',
      mayRefuse: !isForeign && mayRefuse(one.state),
      mayHold: !isForeign && can('on_hold'),
      mayExtend:
        isAnswerable &&
        !one.extended &&
        !this.isLate(one) &&
        (isJurisdiction(one.jurisdiction) ? jurisdictions[one.jurisdiction].extended !== null : false),
      mayDuplicate: can('duplicate'),
      mayForward: can('forwarded') && !(one.controller === 'workspace' && one.subjectKind === 'visitor'),
      isForOperator: one.controller === 'workspace',
    };
  }

  private approval({ kind }: PrivacyCase, isKnown: boolean) {
    const { action, hint } = approvalWords[kind];
    const needsPerson = kind !== 'question' && kind !== 'rectification';
    return {
      action: this.t(action),
      hint: this.t(hint),
      needsWords: kind === 'question',
      isErasure: kind === 'erasure',
      isBlocked: needsPerson && !isKnown,
    };
  }

  private step({ kind, what, subject, body, accountId, at }: CaseStep, names: ReadonlyMap<string, string>) {
    const text =
      kind === 'letter'
        ? this.texts.t(english, 'cases.steps.letter', { subject })
        : this.t(stepWords[what as keyof typeof stepWords] ?? stepWords.note);
    const who = accountId ? (names.get(accountId) ?? this.t('audit.left')) : undefined;
    return { text, body, who, at, isNote: kind === 'note', isLetter: kind === 'letter' };
  }

  /** What an erasure would find, by kind of record. */
  private async held(one: PrivacyCase): Promise<{ kind: string; count: number }[]> {
    const { counts } = await this.erasures.dryRun(personOf(one)!);
    const sums = new Map<string, number>();
    for (const { kind, count } of counts) if (count) sums.set(kind, (sums.get(kind) ?? 0) + count);
    return [...sums]
      .map(([kind, count]) => ({ kind: kindName(kind, (key) => this.t(key)), count }))
      .sort((left, right) => right.count - left.count);
  }

  private async who(one: PrivacyCase) {
    const person = personOf(one);
    const contact = person && (await this.people.contactOf(person));
    return {
      name: contact?.name,
      email: one.email ?? contact?.email,
      id: person?.id,
      proven: Boolean(one.proof) || contact?.proven,
    };
  }

  private pseudonym({ subjectKind, subjectId }: PrivacyCase): string {
    if (!subjectId) return this.t('cases.unknownPerson');
    const number = subjectId.slice(-4).toUpperCase();
    return this.texts.t(english, subjectKind === 'account' ? 'cases.accountNumber' : 'inbox.visitorNumber', { number });
  }

  private due(one: PrivacyCase): string {
    const days = Math.floor((one.dueAt.getTime() - this.clock.millis()) / day);
    if (days < 0) return this.texts.t(english, 'cases.overdueBy', { count: Math.max(1, -days) });
    return days === 0 ? this.t('cases.dueToday') : this.texts.t(english, 'cases.dueIn', { count: days });
  }

  private isLate(one: PrivacyCase): boolean {
    return (
      !isOver(one.state) && !['executing', 'awaiting_recipients'].includes(one.state) && one.dueAt.getTime() < this.clock.millis()
    );
  }

  private async hasCertificate(id: string): Promise<boolean> {
    return this.erasures.certificate(id).then(
      () => true,
      () => false,
    );
  }

  /** Requests of the same person, or from the same address, that this one may repeat. */
  private async others(one: PrivacyCase): Promise<{ id: string; kind: string; reference: string }[]> {
    const person = personOf(one);
    const known = person ? await this.cases.ofPerson(person) : [];
    const others = known.filter(({ id, workspaceId }) => id !== one.id && workspaceId === one.workspaceId);
    return others.map((other) => ({ id: other.id, kind: this.t(kindWords[other.kind]), reference: referenceOf(other) }));
  }

  /** For the operator, who passes requests on to whoever they are for. */
  private async workspaces(agent: Agent): Promise<{ id: string; name: string }[]> {
    if (!(await this.operator.is(agent))) return [];
    return this.database.query<{ id: string; name: string }>('SELECT id, name FROM workspace ORDER BY name, id');
  }

  kinds() {
    return caseKinds.map((code) => ({ code, name: this.t(kindWords[code]) }));
  }

  languages() {
    return this.texts.languages.map((code) => ({
      code,
      name: new Intl.DisplayNames([code], { type: 'language' }).of(code) ?? code,
    }));
  }

  async settings(workspaceId: string) {
    const chosen = await this.terms.of(workspaceId);
    return {
      timeZone: chosen.timeZone,
      laws: Object.entries(jurisdictions).map(([code, { law }]) => ({ code, law, isChosen: code === chosen.jurisdiction })),
    };
  }

  private t(key: string): string {
    return this.texts.t(english, key);
  }
}
