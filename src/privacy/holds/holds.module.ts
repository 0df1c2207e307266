import { Global, Module } from '@nestjs/common';
import { WorkspacesModule } from '../../workspaces/workspaces.module';
import { AuthorityController } from '../authority/authority.controller';
import { AuthorityRequests } from '../authority/authority-requests.service';
import { DisclosureRegister } from '../authority/disclosure-register.service';
import { HoldsController } from './holds.controller';
import { LegalHolds } from './legal-holds.service';

/** What the law asks for against the wish of a person: holds, and exports for authorities. */
@Global()
@Module({
  imports: [WorkspacesModule],
  controllers: [HoldsController, AuthorityController],
  providers: [LegalHolds, AuthorityRequests, DisclosureRegister],
  exports: [LegalHolds, DisclosureRegister],
})
export class HoldsModule {}
