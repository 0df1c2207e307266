import { Module } from '@nestjs/common';
import { AuthModule } from '../../auth/auth.module';
import { OutboxModule } from '../../outbox/outbox.module';
import { WorkspacesModule } from '../../workspaces/workspaces.module';
import { AccountLinks } from './account-links';
import { AccountLocks } from './account-locks.service';
import { AlertAnswers } from './alert-answers';
import { AlertHistory } from './alert-history';
import { AlertLinkPage } from './alert-link-page';
import { AlertLinksController } from './alert-links.controller';
import { AlertMail } from './alert-mail';
import { Alerts } from './alerts.service';
import { AlertWords } from './alert-words';
import { SecurityController } from './security.controller';
import { SecurityPage } from './security-page';

/** Alarms over the log of acts, and what people answer to them. */
@Module({
  imports: [AuthModule, OutboxModule, WorkspacesModule],
  controllers: [SecurityController, AlertLinksController],
  providers: [AccountLinks, AccountLocks, AlertAnswers, AlertHistory, AlertLinkPage, AlertMail, Alerts, AlertWords, SecurityPage],
  exports: [AccountLocks, Alerts],
})
export class AlertsModule {}
