import { Injectable } from '@nestjs/common';
import { OwnAddress } from '../../common/http/own-address';
import { Texts } from '../../common/texts';
import type { Transaction } from '../../database/transaction';
import { MailService, type NewMail } from '../../outbox/mail.service';
import { MembersService, type MemberEntry } from '../../workspaces/members.service';
import { WorkspacesService } from '../../workspaces/workspaces.service';
import { AccountLinks } from './account-links';
import type { JudgedAct } from './alert-history';
import { AlertWords } from './alert-words';
import type { SecurityAlert } from './security-alert.entity';

/** Nobody can switch these off: whoever took over an account would do that first. */
const kind = { accountKind: 'security' } as const;

interface AlertModel {
  workspace: string;
  [field: string]: unknown;
}

/** Tells the person, who can answer with a link, and those who answer for the workspace. */
@Injectable()
export class AlertMail {
  constructor(
    private readonly mails: MailService,
    private readonly members: MembersService,
    private readonly workspaces: WorkspacesService,
    private readonly links: AccountLinks,
    private readonly words: AlertWords,
    private readonly address: OwnAddress,
    private readonly texts: Texts,
  ) {}

  async raised(tx: Transaction, alert: SecurityAlert, act: JudgedAct): Promise<void> {
    const { workspaceId, accountId, id } = alert;
    const workspace = (await this.workspaces.get(workspaceId)).name;
    const members = await this.members.list(workspaceId);
    const person = members.find((one) => one.id === accountId);
    const { title, facts, advice } = this.words.of(alert, act.origin, person?.name);
    const model = { title, facts, advice, workspace, at: utc(alert.at) };
    if (person) {
      const link = this.address.linkTo(`/alerts/${await this.links.make(tx, person.id, id)}`);
      await this.send(tx, workspaceId, person, 'email.alertSubject', { ...model, own: true }, link);
    }
    const page = this.address.linkTo('/settings/security');
    for (const admin of members.filter((one) => ['owner', 'admin'].includes(one.role) && one.id !== person?.id))
      await this.send(tx, workspaceId, admin, 'email.alertSubjectTeam', { ...model, name: person?.name, page });
  }

  /** The one link to a new password. */
  async locked(tx: Transaction, workspaceId: string, person: Pick<MemberEntry, 'id' | 'email'>, token: string): Promise<void> {
    const link = this.address.linkTo(`/alerts/password/${token}`);
    await this.mails.send(tx, {
      ...this.envelope(workspaceId, person),
      ...{ ...kind, link },
      subject: this.texts.t('en', 'email.lockedSubject'),
      template: 'emails/locked',
      model: { link, workspace: (await this.workspaces.get(workspaceId)).name },
    } as NewMail);
  }

  private async send(tx: Transaction, workspaceId: string, to: MemberEntry, key: string, model: AlertModel, link?: string) {
    const { workspace } = model;
    await this.mails.send(tx, {
      ...this.envelope(workspaceId, to),
      ...{ ...kind, ...(link && { link }) },
      subject: this.texts.t('en', key, { workspace }),
      template: 'emails/alert',
      model: { ...model, link },
    } as NewMail);
  }

  private envelope(workspaceId: string, { id, email }: Pick<MemberEntry, 'id' | 'email'>) {
    return { workspaceId, to: email, about: { kind: 'account' as const, id } };
  }
}

const utc = (at: Date) => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
