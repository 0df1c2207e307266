import { Injectable } from '@nestjs/common';
import { hashOfToken } from '../../common/token-hash';
import type { Agent, Role } from '../../common/access';
import { Clock } from '../../common/clock';
import { ChatError } from '../../common/errors';
import { newId, randomToken } from '../../common/ids';
import { Database } from '../../database/database';
import type { Transaction } from '../../database/transaction';
import { MembersService, mayInvite } from '../../workspaces/members.service';
import { Invitation } from '../invitation.entity';
import { InvitationMail } from './invitation-mail';

const lifetime = 7 * 86_400_000;

/** An invitation as its reader meets it. */
export interface OpenInvitation {
  id: string;
  workspaceId: string;
  workspace: string;
  role: Role;
  email: string | null;
}

/**
 * An invitation is good while its time lasts and whoever made it may still invite: somebody who was removed from a workspace
 * does not come back through a link they kept.
 */
const reading = `SELECT i.id, i.workspace_id AS "workspaceId", w.name AS workspace, i.role, i.email
FROM invitation i JOIN workspace w ON w.id = i.workspace_id
JOIN member m ON m.workspace_id = i.workspace_id AND m.account_id = i.invited_by
WHERE i.token_hash = ? AND i.expires_at > ? AND m.disabled_at IS NULL AND (m.role = 'owner' OR (m.role = 'admin' AND i.role <> 'owner'))`;

@Injectable()
export class InvitationsService {
  constructor(
    private readonly database: Database,
    private readonly members: MembersService,
    private readonly mail: InvitationMail,
    private readonly clock: Clock,
  ) {}

  list(workspaceId: string): Promise<Invitation[]> {
    const where = { workspaceId };
    return this.database.read.find(Invitation, { where, order: { id: 'DESC' } }).then((all) => all.filter(this.isFresh));
  }

  /** @returns the token of the link, which is kept nowhere */
  async create(
    agent: Agent,
    { role, email }: { role: Role; email?: string },
    linkTo: (token: string) => string,
  ): Promise<string> {
    if (!mayInvite(agent.role, role)) throw new ChatError('access.denied');
    const token = randomToken(256);
    const now = this.clock.millis();
    const invitation: Invitation = {
      id: newId(now),
      workspaceId: agent.workspaceId,
      tokenHash: hashOfToken(token),
      role,
      email: email ?? null,
      invitedBy: agent.account.id,
      expiresAt: new Date(now + lifetime),
    };
    await this.database.transaction(async (tx) => {
      await tx.run('DELETE FROM invitation WHERE expires_at <= ?', [now]);
      await tx.manager.insert(Invitation, invitation);
      await this.mail.send(tx, agent, invitation, linkTo(token));
    });
    return token;
  }

  async revoke(workspaceId: string, id: string): Promise<void> {
    const sql = 'DELETE FROM invitation WHERE id = ? AND workspace_id = ? RETURNING id';
    const [revoked] = await this.database.transaction((tx) => tx.run(sql, [id, workspaceId]));
    if (!revoked) throw new ChatError('request.not_found');
  }

  /** @throws ChatError `invitation.invalid`, the same for used, expired, withdrawn and never made */
  async read(token: string): Promise<OpenInvitation> {
    const [found] = await this.database.query<OpenInvitation>(reading, [hashOfToken(token), this.clock.millis()]);
    if (!found) throw new ChatError('invitation.invalid');
    return found;
  }

  /** Makes an account a member, and the link useless: of two who open it at once, one wins. A member leaves it to others. */
  async accept(tx: Transaction, token: string, accountId: string): Promise<string> {
    const [found] = await tx.run<OpenInvitation>(reading, [hashOfToken(token), this.clock.millis()]);
    if (!found) throw new ChatError('invitation.invalid');
    const belongs = 'SELECT role FROM member WHERE workspace_id = ? AND account_id = ?';
    if ((await tx.run(belongs, [found.workspaceId, accountId])).length) return found.workspaceId;
    const used = await tx.run('DELETE FROM invitation WHERE id = ? RETURNING id', [found.id]);
    if (!used.length) throw new ChatError('invitation.invalid');
    await this.members.add(tx, found.workspaceId, accountId, found.role);
    return found.workspaceId;
  }

  private readonly isFresh = ({ expiresAt }: Invitation) => expiresAt > this.clock.now();
}
