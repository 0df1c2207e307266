import { Module } from '@nestjs/common';
import { Database } from '../database/database';
import { OutboxModule } from '../outbox/outbox.module';
import { VisitorsModule } from '../visitors/visitors.module';
import { WorkspacesModule } from '../workspaces/workspaces.module';
import { AttachmentsService } from './attachments/attachments.service';
import { FileTransfer } from './attachments/file-transfer.service';
import { FileStore } from './attachments/file-store';
import { FileStores } from './attachments/file-stores';
import { UploadsController } from './attachments/uploads.controller';
import { CardsController } from './cards/cards.controller';
import { PluginCards } from './cards/plugin-cards.service';
import { ConversationErasure } from './conversation-erasure';
import { ConversationFields } from './conversation-fields';
import { Corrections } from './corrections.service';
import { ConversationsService } from './conversations.service';
import { ExpiredMessages } from './expired-messages';
import { ChildController } from './inbox/child.controller';
import { CardViews } from './inbox/card-views.service';
import { InboxController } from './inbox/inbox.controller';
import { InboxCounts } from './inbox/inbox-counts.service';
import { InboxService } from './inbox/inbox.service';
import { MessageViews } from './inbox/message-views.service';
import { RowViews } from './inbox/row-views.service';
import { ThreadController } from './inbox/thread.controller';
import { ThreadPeople, ThreadViews } from './inbox/thread-views.service';
import { InsertsController } from './inserts/inserts.controller';
import { PluginInserts } from './inserts/plugin-inserts.service';
import { MessageLog } from './log/message-log';
import { MessageReader } from './log/message-reader.service';
import { RecentMessages } from './log/recent-messages.service';
import { ReplyWatch } from './log/reply-watch.service';
import { THREAD_STORE } from './log/thread-store';
import { PostgresThreadStore } from './log/thread-store.postgres';
import { SqliteThreadStore } from './log/thread-store.sqlite';
import { MessagesService } from './messages.service';
import { People } from './people.service';
import { SearchController } from './search/search.controller';
import { SearchIndex } from './search/search-index';
import { SearchService } from './search/search.service';
import { StandingNews } from './standing-news';
import { SpamController } from './spam/spam.controller';
import { SpamJudge } from './spam/spam-judge';
import { SpamSettings } from './spam/spam-settings.service';
import { TagsService } from './tags.service';
import { TriageService } from './triage.service';
import { MessageTranslations } from './translation/message-translations.service';
import { VisitorNames } from './visitor-names.service';
import { FirstWords } from './visitor-side/first-words.service';
import { Openings } from './visitor-side/openings.service';
import { TeamPresence } from './visitor-side/team-presence.service';
import { VisitorPresence } from './visitor-side/visitor-presence.service';
import { VisitorVerbs } from './visitor-side/visitor-verbs.service';
import { VisitorSide } from './visitor-side/visitor-side.service';

const shared = [
  ConversationsService,
  MessagesService,
  MessageReader,
  RecentMessages,
  ReplyWatch,
  CardViews,
  MessageViews,
  RowViews,
  ThreadViews,
  InboxCounts,
  TriageService,
  TagsService,
  AttachmentsService,
  FileTransfer,
  VisitorSide,
  VisitorVerbs,
  MessageTranslations,
  VisitorNames,
  People,
  Openings,
  TeamPresence,
  VisitorPresence,
];

@Module({
  imports: [WorkspacesModule, VisitorsModule, OutboxModule],
  controllers: [
    SearchController,
    UploadsController,
    ThreadController,
    ChildController,
    CardsController,
    InsertsController,
    SpamController,
    InboxController,
  ],
  providers: [
    ...shared,
    ConversationErasure,
    ConversationFields,
    ExpiredMessages,
    FirstWords,
    Corrections,
    StandingNews,
    PluginCards,
    PluginInserts,
    SpamJudge,
    SpamSettings,
    MessageLog,
    InboxService,
    SearchService,
    SearchIndex,
    ThreadPeople,
    FileStore,
    FileStores,
    {
      provide: THREAD_STORE,
      inject: [Database],
      useFactory: (database: Database) => (database.sqlite ? new SqliteThreadStore(database.sqlite) : new PostgresThreadStore()),
    },
  ],
  exports: shared,
})
export class ConversationsModule {}
