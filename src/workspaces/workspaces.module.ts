import { Module, RequestMethod, type MiddlewareConsumer, type NestModule } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module';
import { AuthModule } from '../auth/auth.module';
import { HomeController } from './home.controller';
import { LegalIdentities } from './legal-identities.service';
import { MembersService } from './members.service';
import { NewCustomers } from './registration/new-customer.service';
import { RegistrationController } from './registration/registration.controller';
import { RegistrationService } from './registration/registration.service';
import { SetupFirst } from './setup/setup-first.middleware';
import { SetupKey } from './setup/setup-key';
import { SetupController } from './setup/setup.controller';
import { SetupService } from './setup/setup.service';
import { WorkspaceMaker } from './setup/workspace-maker';
import { IdentityController } from './identity/identity.controller';
import { InstallController } from './websites/install.controller';
import { LiveController } from './websites/live.controller';
import { WebsitePage } from './websites/website-page';
import { WebsiteSecrets } from './websites/website-secret';
import { WebsitesController } from './websites/websites.controller';
import { WebsitesService } from './websites.service';
import { WorkspaceController } from './workspace.controller';
import { WorkspacesService } from './workspaces.service';

@Module({
  imports: [AuthModule, AccountsModule],
  controllers: [
    HomeController,
    SetupController,
    RegistrationController,
    WorkspaceController,
    WebsitesController,
    InstallController,
    LiveController,
    IdentityController,
  ],
  providers: [
    WorkspacesService,
    MembersService,
    LegalIdentities,
    WebsitesService,
    WebsiteSecrets,
    WebsitePage,
    WorkspaceMaker,
    SetupKey,
    SetupService,
    RegistrationService,
    NewCustomers,
  ],
  exports: [WorkspacesService, MembersService, LegalIdentities, WebsitesService, WorkspaceMaker],
})
export class WorkspacesModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer
      .apply(SetupFirst)
      .forRoutes({ path: '/', method: RequestMethod.GET }, { path: 'sign-in', method: RequestMethod.GET });
  }
}
