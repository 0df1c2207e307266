import { Injectable } from '@nestjs/common';
import { ChatError } from '../../../common/errors';
import { randomToken } from '../../../common/ids';
import { hashOfToken } from '../../../common/token-hash';
import { Database } from '../../../database/database';
import type { Transaction } from '../../../database/transaction';
import { operatorHolder } from '../../../workspaces/legal-identity.entity';
import { WebsitesService } from '../../../workspaces/websites.service';
import { WorkspacesService } from '../../../workspaces/workspaces.service';
import { ExportService } from '../../export/export.service';
import { PersonDirectory } from '../../people/person-directory.service';
import { CaseLetters } from '../case-letters.service';
import { CaseProofs } from '../case-proofs.service';
import { isOver } from '../case-rules';
import type { CaseController, CaseKind } from '../case.types';
import { CasesService } from '../cases.service';
import { Operator } from '../operator.service';
import { personOf } from '../person-of';
import { PrivacyCase } from '../privacy-case.entity';

export interface FormOwner {
  workspaceId: string;
  controller: CaseController;
}
export interface FormRequest {
  kind: CaseKind;
  email: string;
  body: string;
  language: string;
}

/** Requests of people without the widget: an address, and a code that is mailed there. Whether we know the address, nobody learns. */
@Injectable()
export class RequestForm {
  constructor(
    private readonly database: Database,
    private readonly cases: CasesService,
    private readonly proofs: CaseProofs,
    private readonly letters: CaseLetters,
    private readonly people: PersonDirectory,
    private readonly operator: Operator,
    private readonly websites: WebsitesService,
    private readonly workspaces: WorkspacesService,
    private readonly exports: ExportService,
  ) {}

  /** Whose form stands at an address: `operator`, the key of a website, or a workspace's id. */
  async ownerOf(address: string): Promise<FormOwner | undefined> {
    if (address === operatorHolder) return { workspaceId: await this.operator.workspaceId(), controller: 'operator' };
    const workspaceId = address.startsWith('w_') ? (await this.websites.byKey(address))?.workspaceId : address;
    return workspaceId && (await this.workspaces.exists(workspaceId)) ? { workspaceId, controller: 'workspace' } : undefined;
  }

  /** The same is done for every address: a case, and a mail. @returns the key of the person's own page */
  async ask(owner: FormOwner, { kind, email, body, language }: FormRequest): Promise<string> {
    const key = randomToken(192);
    await this.database.transaction(async (tx) => {
      const one = await this.cases.open(tx, {
        ...owner,
        kind,
        channel: 'form',
        language,
        email,
        body,
        keyHash: hashOfToken(key),
      });
      await this.mailCode(tx, one);
    });
    return key;
  }

  /** @throws ChatError `case.not_found` */
  async find(key: string): Promise<PrivacyCase> {
    const one = await this.database.read.findOneBy(PrivacyCase, { keyHash: hashOfToken(key) });
    if (!one) throw new ChatError('case.not_found');
    return one;
  }

  /** Another code: for the proof, or to come back later. After three there is none until tomorrow, and nobody is told. */
  async sendCode(key: string): Promise<void> {
    const one = await this.find(key);
    if (!one.email) return;
    await this.database.transaction(async (tx) => {
      if (one.proof) await this.proofs.renew(tx, one);
      await this.mailCode(tx, one);
    });
  }

  /** @returns what shows in this browser that the code was right. @throws ChatError `case.code` */
  async prove(key: string, code: string): Promise<string> {
    const one = await this.find(key);
    await this.proofs.check(one.id, code);
    if (one.state === 'unverified') await this.proven(one, key);
    return this.proofs.ticketOf(one.id);
  }

  /** Once the person is erased there is no address any more, and what is left names nobody: the key alone shows it. */
  mayLook(one: PrivacyCase, ticket: string | undefined): boolean {
    return this.proofs.holds(one.id, ticket) || (isOver(one.state) && !one.email && one.kind === 'erasure');
  }

  /** @throws ChatError `export.not_ready` */
  async download(one: PrivacyCase): Promise<string> {
    const person = personOf(one);
    if (!person || !one.workId) throw new ChatError('export.not_ready');
    return (await this.exports.ticket(person, one.workId)).path;
  }

  /**
   * The address is theirs, and so is what was shown to be of this address: what somebody vouched for, or what was written from it. Where
   * somebody only typed it into the widget it may be another person, and stays closed.
   */
  private async proven(one: PrivacyCase, key: string): Promise<void> {
    const kind = one.controller === 'operator' ? 'account' : 'visitor';
    const [person, ...others] = await this.people.provenBy(one.workspaceId, kind, one.email!);
    await this.database.transaction(async (tx) => {
      const subject = person && { subjectKind: person.kind, subjectId: person.id, subjectWorkspaceId: person.workspaceId };
      const verified = await this.cases.move(tx, one, 'verified', { change: { proof: 'code', ...subject } });
      await this.letters.send(tx, verified, 'received', { key });
      const { workspaceId, controller, kind: asked, language, body } = one;
      for (const other of others)
        await this.cases.open(tx, {
          workspaceId,
          controller,
          kind: asked,
          language,
          body,
          channel: 'form',
          proof: 'code',
          person: other,
          email: one.email!,
        });
    });
  }

  private async mailCode(tx: Transaction, one: PrivacyCase): Promise<void> {
    const code = await this.proofs.issue(tx, one);
    if (code) await this.letters.send(tx, one, 'code', { code });
  }
}
