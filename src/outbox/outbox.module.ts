import { Module } from '@nestjs/common';
import { JobStore } from './job-store';
import { MailService } from './mail.service';
import { OutboxController } from './outbox.controller';
import { OutboxRunner } from './outbox-runner';
import { OutboxService } from './outbox.service';

@Module({
  controllers: [OutboxController],
  providers: [OutboxService, OutboxRunner, JobStore, MailService],
  exports: [OutboxService, MailService],
})
export class OutboxModule {}
