import { AccountsModule } from '../accounts/accounts.module';
import { AuthModule } from '../auth/auth.module';
import { AnnouncementsController } from './announcements/announcements.controller';
import { Announcements } from './announcements/announcements.service';
import { Module } from '@nestjs/common';
import { TranslationModule } from '../assist/translation/translation.module';
import { ConversationsModule } from '../conversations/conversations.module';
import { OutboxModule } from '../outbox/outbox.module';
import { VisitorsModule } from '../visitors/visitors.module';
import { WorkspacesModule } from '../workspaces/workspaces.module';
import { AddressHash } from './address-hash';
import { Bounces } from './incoming/bounces';
import { IncomingMails } from './incoming/incoming-mails';
import { MailMessage } from './incoming/mail-message';
import { MailboxLeases } from './incoming/mailbox-leases';
import { MailboxPoller } from './incoming/mailbox-poller';
import { MailboxReader } from './incoming/mailbox-reader';
import { ReceivedMails } from './incoming/received-mails';
import { WhoseMail } from './incoming/whose-mail';
import { MailCarrier } from './mail-carrier';
import { MailIdentity } from './mail-identity';
import { MailThread } from './mail-thread';
import { DeadAddresses } from './missed/dead-addresses';
import { FollowUpPlanner } from './missed/follow-up-planner';
import { FollowUps } from './missed/follow-ups';
import { MissedMail } from './missed/missed-mail';
import { ReplyAddress } from './reply-address';
import { MailSettings } from './settings/mail-settings.service';
import { MailSettingsController } from './settings/mail-settings.controller';
import { SenderKey } from './sender-key';
import { AccountStopController } from './stopping/account-stop.controller';
import { AccountStopLink } from './stopping/account-stop-link';
import { StopController } from './stopping/stop.controller';
import { StopLink } from './stopping/stop-link';
import { MailStops } from './stopping/stops.service';
import { VisitorLanguage } from './visitor-language';

@Module({
  imports: [AuthModule, AccountsModule, WorkspacesModule, VisitorsModule, ConversationsModule, OutboxModule, TranslationModule],
  controllers: [MailSettingsController, AccountStopController, StopController, AnnouncementsController],
  providers: [
    AddressHash,
    ReplyAddress,
    MailSettings,
    MailIdentity,
    MailThread,
    MailCarrier,
    FollowUpPlanner,
    FollowUps,
    MissedMail,
    DeadAddresses,
    VisitorLanguage,
    SenderKey,
    StopLink,
    AccountStopLink,
    Announcements,
    MailStops,
    ReceivedMails,
    WhoseMail,
    Bounces,
    MailMessage,
    IncomingMails,
    MailboxLeases,
    MailboxReader,
    MailboxPoller,
  ],
})
export class NotificationsModule {}
