import { Module } from '@nestjs/common';
import { AuthModule } from '../../auth/auth.module';
import { WorkspacesModule } from '../../workspaces/workspaces.module';
import { AccountsModule } from '../accounts.module';
import { TeamModule } from '../team/team.module';
import { AddressChanges } from './address-changes.service';
import { AddressController } from './address.controller';
import { MailChoicesController } from './mail-choices.controller';
import { PasswordController } from './password.controller';
import { PictureController } from './picture.controller';
import { ProfileController } from './profile.controller';
import { ProfilePage } from './profile-page.service';
import { SessionsController } from './sessions.controller';

/** What everybody with a login decides for themselves: Settings → You. */
@Module({
  imports: [AuthModule, AccountsModule, TeamModule, WorkspacesModule],
  controllers: [
    ProfileController,
    PictureController,
    AddressController,
    PasswordController,
    SessionsController,
    MailChoicesController,
  ],
  providers: [ProfilePage, AddressChanges],
})
export class YouModule {}
