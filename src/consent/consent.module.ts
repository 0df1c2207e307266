import { Global, Module } from '@nestjs/common';
import { OutboxModule } from '../outbox/outbox.module';
import { WorkspacesModule } from '../workspaces/workspaces.module';
import { AccountChoicesController } from './accounts/account-choices.controller';
import { AccountChoices } from './accounts/account-choices.service';
import { CookiePage } from './cookies/cookie-page';
import { CookiesController } from './cookies/cookies.controller';
import { StorageRegistry } from './cookies/storage-registry.service';
import { ConsentDeskController } from './desk/consent-desk.controller';
import { ConsentsService } from './consents.service';
import { ConsentNeeds } from './questions/consent-needs.service';
import { ConsentQuestions } from './questions/consent-questions.service';
import { ConsentWordings } from './questions/consent-wordings.service';
import { ReceiptChain } from './receipts/receipt-chain.service';
import { ReceiptFiles } from './receipts/receipt-files';
import { ReceiptFactsService } from './receipts/receipt-facts.service';
import { VisitorChoices } from './visitor-choices.service';

const shared = [
  ConsentsService,
  VisitorChoices,
  ConsentNeeds,
  ConsentQuestions,
  ReceiptChain,
  ReceiptFactsService,
  StorageRegistry,
  AccountChoices,
];

@Global()
@Module({
  imports: [WorkspacesModule, OutboxModule],
  controllers: [CookiesController, AccountChoicesController, ConsentDeskController],
  providers: [...shared, ConsentWordings, CookiePage, ReceiptFiles],
  exports: shared,
})
export class ConsentModule {}
