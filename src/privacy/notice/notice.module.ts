import { Global, Module } from '@nestjs/common';
import { OutboxModule } from '../../outbox/outbox.module';
import { WorkspacesModule } from '../../workspaces/workspaces.module';
import { BrowserFacts } from './browser-facts';
import { Facts } from './facts.service';
import { NoticeComposer } from './notice-composer';
import { NoticeDesk } from './notice-desk';
import { NoticeDeskController } from './notice-desk.controller';
import { NoticeLinks } from './notice-link.service';
import { NoticeNews } from './notice-news';
import { NoticePage } from './notice-page';
import { NoticeSources } from './notice-sources.service';
import { NoticeMails } from './notice-mails';
import { NoticeTelling } from './notice-telling';
import { NoticeTexts } from './notice-texts.service';
import { NoticeController } from './notice.controller';
import { Notices } from './notices.service';

const shared = [Facts, NoticeLinks, NoticeSources, Notices];

/** What people are told, by version. */
@Global()
@Module({
  imports: [OutboxModule, WorkspacesModule],
  controllers: [NoticeDeskController, NoticeController],
  providers: [
    ...shared,
    BrowserFacts,
    NoticeComposer,
    NoticeNews,
    NoticePage,
    NoticeDesk,
    NoticeTelling,
    NoticeMails,
    NoticeTexts,
  ],
  exports: shared,
})
export class NoticeModule {}
