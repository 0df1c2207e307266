import { Injectable } from '@nestjs/common';
import { Database } from '../database/database';
import { fieldsOf, FieldSources } from '../plugin-host/deliveries/field-sources.service';
import { Conversation } from './conversation.entity';
import { Message } from './message.entity';

/** Reads fields of conversations and their messages for plugins; which of them leave is the firewall's business. */
@Injectable()
export class ConversationFields {
  constructor(database: Database, sources: FieldSources) {
    sources.register('conversation', async (workspaceId, { conversationId }) => {
      const found = await database.read.findOneBy(Conversation, { id: conversationId, workspaceId });
      if (!found) return undefined;
      // The preview may be the beginning of a note, which is the team's own.
      const preview = found.lastKind === 'note' ? null : found.preview;
      return fieldsOf('conversation', { ...found, preview });
    });
    sources.register('message', async (workspaceId, { conversationId, messageId }) => {
      const found = await database.read.findOneBy(Message, { id: messageId, conversationId, workspaceId, kind: 'reply' });
      return found ? fieldsOf('message', found) : undefined;
    });
  }
}
