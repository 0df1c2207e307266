import { Module } from '@nestjs/common';
import { AuthModule } from '../../auth/auth.module';
import { OutboxModule } from '../../outbox/outbox.module';
import { WorkspacesModule } from '../../workspaces/workspaces.module';
import { AccountsModule } from '../accounts.module';
import { Ownership } from '../ownership/ownership';
import { OwnershipController } from '../ownership/ownership.controller';
import { OwnershipMail } from '../ownership/ownership-mail';
import { OwnershipPage } from '../ownership/ownership-page';
import { MemberNews } from './member-news.service';
import { OneTimeLink } from './one-time-link';
import { TeamPage } from './team-page';
import { TeamController } from './team.controller';
import { InvitationMail } from '../invitations/invitation-mail';
import { InvitationsService } from '../invitations/invitations.service';
import { JoiningController } from '../invitations/joining.controller';
import { JoiningService } from '../invitations/joining.service';

/** The team of a workspace, and how it grows. Apart from `AccountsModule`, since workspaces stand between the two. */
@Module({
  imports: [AuthModule, AccountsModule, WorkspacesModule, OutboxModule],
  controllers: [TeamController, JoiningController, OwnershipController],
  providers: [
    InvitationsService,
    InvitationMail,
    JoiningService,
    OneTimeLink,
    MemberNews,
    TeamPage,
    Ownership,
    OwnershipMail,
    OwnershipPage,
  ],
  exports: [MemberNews, InvitationsService],
})
export class TeamModule {}
