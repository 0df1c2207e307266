import { Module } from '@nestjs/common';
import { OutboxModule } from '../../outbox/outbox.module';
import { WorkspacesModule } from '../../workspaces/workspaces.module';
import { BreachPages } from '../breaches/breach-pages';
import { BreachesController } from '../breaches/breaches.controller';
import { Breaches } from '../breaches/breaches.service';
import { Agreements } from './agreements.service';
import { Checklist } from './checklist.service';
import { Measures } from './measures.service';
import { PaperContexts } from './paper-context.service';
import { PaperFile } from './paper-file';
import { PapersController } from './papers.controller';
import { Papers } from './papers.service';

/** The controller's and the operator's papers, and the register of breaches. */
@Module({
  imports: [OutboxModule, WorkspacesModule],
  controllers: [PapersController, BreachesController],
  providers: [PaperContexts, PaperFile, Measures, Agreements, Checklist, Papers, Breaches, BreachPages],
})
export class PapersModule {}
