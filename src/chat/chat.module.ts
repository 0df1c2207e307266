import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module';
import { BansModule } from '../bans/bans.module';
import { ConversationsModule } from '../conversations/conversations.module';
import { VisitorsModule } from '../visitors/visitors.module';
import { WorkspacesModule } from '../workspaces/workspaces.module';
import { AgentGateway } from './agent.gateway';
import { AgentSockets } from './agent-sockets';
import { BanClosing } from './ban-closing';
import { ErasureBroadcaster } from './erasure-broadcaster';
import { ListBroadcaster } from './list-broadcaster';
import { MessageBroadcaster } from './message-broadcaster';
import { Presence } from './presence';
import { SocketDoors } from './socket-doors';
import { SocketLimits } from './socket-limits';
import { SocketSweep } from './socket-sweep';
import { ThreadBroadcaster } from './thread-broadcaster';
import { TranslationBroadcaster } from './translation-broadcaster';
import { TroubleBroadcaster } from './trouble-broadcaster';
import { VisitorBroadcaster } from './visitor-broadcaster';
import { VisitorGateway } from './visitor.gateway';
import { VisitorSockets } from './visitor-sockets';
import { WebsiteClosing } from './website-closing';
import { WebsiteHello } from './website-hello';

@Module({
  imports: [AuthModule, WorkspacesModule, VisitorsModule, ConversationsModule, BansModule],
  providers: [
    SocketDoors,
    SocketLimits,
    SocketSweep,
    VisitorSockets,
    AgentSockets,
    Presence,
    VisitorGateway,
    AgentGateway,
    VisitorBroadcaster,
    MessageBroadcaster,
    ListBroadcaster,
    ThreadBroadcaster,
    ErasureBroadcaster,
    TroubleBroadcaster,
    TranslationBroadcaster,
    WebsiteHello,
    WebsiteClosing,
    BanClosing,
  ],
})
export class ChatModule {}
