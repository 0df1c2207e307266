import { Injectable } from '@nestjs/common';
import { roles, type Agent } from '../../common/access';
import { Texts } from '../../common/texts';
import { MembersService, mayInvite } from '../../workspaces/members.service';
import { Ownership } from '../ownership/ownership';
import { InvitationsService } from '../invitations/invitations.service';

/** Who answers, and who is invited to. */
@Injectable()
export class TeamPage {
  constructor(
    private readonly members: MembersService,
    private readonly invitations: InvitationsService,
    private readonly ownership: Ownership,
    private readonly texts: Texts,
  ) {}

  async model({ workspaceId, account, role }: Agent, link?: string) {
    const [members, invitations, offer] = await Promise.all([
      this.members.list(workspaceId),
      this.invitations.list(workspaceId),
      this.ownership.open(workspaceId),
    ]);
    return {
      title: this.texts.t('en', 'settings.agentsTitle'),
      section: 'agents',
      members: members.map((member) => {
        const you = member.id === account.id;
        // An owner is made by an offer that they confirm, never by choosing it for them.
        const into = roles.filter((one) => mayInvite(role, one) && (one !== 'owner' || member.role === 'owner'));
        return { ...member, you, fixed: you || !mayInvite(role, member.role), roles: into };
      }),
      invitations: invitations.map(({ id, email, role: into, expiresAt }) => ({ id, email, role: into, expiresAt })),
      roles: roles.filter((into) => mayInvite(role, into)),
      heirs: role === 'owner' ? members.filter((member) => member.role !== 'owner').map(({ id, name }) => ({ id, name })) : [],
      offered: offer && { name: members.find(({ id }) => id === offer.toId)?.name, expiresAt: offer.expiresAt },
      owns: role === 'owner',
      link,
      values: {},
    };
  }
}
