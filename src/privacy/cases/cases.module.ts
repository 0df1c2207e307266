import { Global, Module } from '@nestjs/common';
import { OutboxModule } from '../../outbox/outbox.module';
import { WorkspacesModule } from '../../workspaces/workspaces.module';
import { AccountReader } from '../people/account-reader';
import { PersonDirectory } from '../people/person-directory.service';
import { CaseDeskController } from './desk/case-desk.controller';
import { CaseDecisionsController } from './desk/case-decisions.controller';
import { CaseDesk } from './desk/case-desk.service';
import { CaseQueue } from './desk/case-queue.service';
import { FormPages } from './form/form-page.service';
import { RequestFormController } from './form/request-form.controller';
import { RequestForm } from './form/request-form.service';
import { CaseEntry } from './case-entry.service';
import { CaseDecisions } from './case-decisions.service';
import { Children } from './children.service';
import { CaseForwarding } from './case-forwarding.service';
import { CaseExecution } from './case-execution.service';
import { CaseLetters } from './case-letters.service';
import { CaseProofs } from './case-proofs.service';
import { CaseReminders } from './case-reminders.service';
import { CaseTerms } from './case-terms.service';
import { CaseWork } from './case-work.service';
import { CasesService } from './cases.service';
import { SelfService } from './self-service.service';
import { Operator } from './operator.service';

const shared = [
  CaseWork,
  CasesService,
  CaseDecisions,
  CaseExecution,
  CaseLetters,
  SelfService,
  Children,
  Operator,
  PersonDirectory,
];

/** Requests of persons about their data, and what the controller makes of them. */
@Global()
@Module({
  imports: [OutboxModule, WorkspacesModule],
  controllers: [CaseDeskController, CaseDecisionsController, RequestFormController],
  providers: [
    ...shared,
    CaseDesk,
    CaseQueue,
    CaseEntry,
    CaseForwarding,
    FormPages,
    RequestForm,
    AccountReader,
    CaseProofs,
    CaseReminders,
    CaseTerms,
  ],
  exports: shared,
})
export class CasesModule {}
