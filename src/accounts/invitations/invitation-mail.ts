import { Injectable } from '@nestjs/common';
import type { Agent } from '../../common/access';
import { Texts } from '../../common/texts';
import type { Transaction } from '../../database/transaction';
import { MailService } from '../../outbox/mail.service';
import { WorkspacesService } from '../../workspaces/workspaces.service';
import type { Invitation } from '../invitation.entity';

@Injectable()
export class InvitationMail {
  constructor(
    private readonly mails: MailService,
    private readonly workspaces: WorkspacesService,
    private readonly texts: Texts,
  ) {}

  /**
   * Writes the mail in the same transaction as the invitation. Not to future owners: admins read the outbox, and would find
   * a link in it that makes them more than they are.
   */
  async send(tx: Transaction, agent: Agent, { id, email, role, expiresAt }: Invitation, link: string): Promise<void> {
    if (!email || role === 'owner') return;
    const workspace = (await this.workspaces.get(agent.workspaceId)).name;
    await this.mails.send(tx, {
      workspaceId: agent.workspaceId,
      to: email,
      // Whoever is invited has no account yet: until then their invitation stands for them.
      about: { kind: 'account', id },
      subject: this.texts.t('en', 'email.invitationSubject', { workspace }),
      template: 'emails/invitation',
      model: {
        workspace,
        inviter: agent.account.name,
        link,
        expiresAt: `${expiresAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`,
      },
    });
  }
}
