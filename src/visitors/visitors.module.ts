import { Module } from '@nestjs/common';
import { WorkspacesModule } from '../workspaces/workspaces.module';
import { AddressHashes } from './address-hashes.service';
import { Arrivals } from './arrivals.service';
import { CountryEstimates } from './country-estimates.service';
import { LastSeen } from './last-seen.service';
import { PageViewsService } from './page-views.service';
import { Proofs } from './proof/proofs.service';
import { VisitorFactsService } from './visitor-facts.service';
import { VisitorFields } from './visitor-fields';
import { VisitorReader } from './visitor-reader';
import { VisitorTokens } from './visitor-tokens';
import { VisitorsService } from './visitors.service';

@Module({
  imports: [WorkspacesModule],
  providers: [
    AddressHashes,
    Arrivals,
    Proofs,
    VisitorTokens,
    VisitorsService,
    PageViewsService,
    LastSeen,
    VisitorFields,
    VisitorFactsService,
    CountryEstimates,
    VisitorReader,
  ],
  exports: [Proofs, AddressHashes, Arrivals, VisitorsService, VisitorFactsService, PageViewsService, LastSeen],
})
export class VisitorsModule {}
