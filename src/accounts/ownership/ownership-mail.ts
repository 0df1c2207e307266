import { Injectable } from '@nestjs/common';
import { Texts } from '../../common/texts';
import type { Transaction } from '../../database/transaction';
import { MailService } from '../../outbox/mail.service';
import { MembersService } from '../../workspaces/members.service';
import { WorkspacesService } from '../../workspaces/workspaces.service';

/** What people of a workspace are told about who owns it. */
@Injectable()
export class OwnershipMail {
  constructor(
    private readonly mails: MailService,
    private readonly members: MembersService,
    private readonly workspaces: WorkspacesService,
    private readonly texts: Texts,
  ) {}

  async offered(
    tx: Transaction,
    {
      workspaceId,
      giver,
      toId,
      link,
      expiresAt,
    }: { workspaceId: string; giver: string; toId: string; link: string; expiresAt: Date },
  ): Promise<void> {
    const workspace = (await this.workspaces.get(workspaceId)).name;
    const to = (await this.members.list(workspaceId)).find(({ id }) => id === toId)!;
    await this.mails.send(tx, {
      workspaceId,
      to: to.email,
      about: { kind: 'account', id: toId },
      subject: this.texts.t('en', 'email.ownershipOfferedSubject', { workspace }),
      template: 'emails/ownership-offered',
      model: { workspace, giver, link, expiresAt: `${expiresAt.toISOString().slice(0, 16).replace('T', ' ')} UTC` },
    });
  }

  /** Everybody, whatever their role: they work for somebody else now. */
  async told(
    tx: Transaction,
    { workspaceId, fromId, toId, stepsDown }: { workspaceId: string; fromId: string; toId: string; stepsDown: boolean },
  ): Promise<void> {
    const workspace = (await this.workspaces.get(workspaceId)).name;
    const members = await this.members.list(workspaceId);
    const nameOf = (wanted: string) => members.find(({ id }) => id === wanted)?.name ?? '';
    const model = { workspace, owner: nameOf(toId), former: stepsDown ? nameOf(fromId) : undefined };
    const subject = this.texts.t('en', 'email.ownershipToldSubject', { workspace });
    for (const { id, email } of members) {
      const about = { kind: 'account' as const, id };
      await this.mails.send(tx, { workspaceId, to: email, about, subject, template: 'emails/ownership-told', model });
    }
  }
}
