import { Injectable } from '@nestjs/common';
import type { Agent } from '../../common/access';
import { ChatError } from '../../common/errors';
import { plainText } from '../../common/plain-text';
import { Mask } from '../masking/mask';
import type { Conversation } from '../../conversations/conversation.entity';
import { ConversationsService } from '../../conversations/conversations.service';
import { MessageReader, newestFirst } from '../../conversations/log/message-reader.service';
import type { WritingRequest, WritingTask } from '../../plugin-api';
import { PluginsService } from '../../plugin-host/plugins.service';
import { excerptOf, mostMessages } from './excerpt';
import { WritingNames } from './writing-names';
import { writingError } from './writing-errors';
import { WritingPreferences } from './writing-preferences';
import { isFromThread } from './writing-tasks';

/** Milliseconds: a model on one's own machine may have to be loaded first. */
const deadlineMillis = 120_000;
/** Characters of an answer; more is no message, but a model that has lost its way. */
const longestAnswer = 20_000;

export interface WritingWish {
  task: WritingTask;
  /** What stands in the field; a draft or a summary does without. */
  text: string;
}

/** Asks a plugin to write. The text leaves without what says whose it is, unless the workspace wants otherwise. */
@Injectable()
export class WritingHelp {
  constructor(
    private readonly conversations: ConversationsService,
    private readonly reader: MessageReader,
    private readonly plugins: PluginsService,
    private readonly preferences: WritingPreferences,
    private readonly names: WritingNames,
  ) {}

  /** The answer piece by piece. It ends early when `signal` aborts. @throws ChatError */
  async *write(agent: Agent, conversationId: string, wish: WritingWish, signal: AbortSignal): AsyncGenerator<string> {
    const conversation = await this.conversations.find(agent.workspaceId, conversationId);
    const [plugin] = await this.plugins.providing(agent.workspaceId, 'writingAssistant');
    if (!plugin) throw new ChatError('writing.no_provider');
    const words = await this.wordsFor(wish, conversation);
    const mask = await this.maskOf(conversation);
    const language = await this.names.languageOf(conversation.visitorId);
    try {
      const pieces = this.plugins.stream(plugin, 'writingAssistant', 'write', {
        about: [{ kind: 'visitor', id: conversation.visitorId }],
        fields: { 'message.body': mask ? hidden(words, mask) : words, 'visitor.language': language },
        argument: (fields) => requestOf(wish.task, fields),
        deadlineMillis,
        signal,
      });
      yield* bounded(mask ? mask.restoring(pieces) : pieces);
    } catch (error) {
      throw writingError(error);
    }
  }

  private async wordsFor({ task, text }: WritingWish, { id }: Conversation): Promise<Words> {
    if (!isFromThread(task)) {
      if (!text.trim()) throw new ChatError('writing.empty');
      return { text };
    }
    // Notes and events take places too: read more than are shown.
    const thread = excerptOf(task, await this.reader.pageForTeam(id, newestFirst, 2 * mostMessages));
    if (!thread.length) throw new ChatError('writing.empty');
    return { text: '', thread };
  }

  private async maskOf({ workspaceId, visitorId }: Conversation): Promise<Mask | undefined> {
    if (!(await this.preferences.masks(workspaceId))) return undefined;
    return new Mask(await this.names.ofConversation(workspaceId, visitorId));
  }
}

type Words = Pick<WritingRequest, 'text' | 'thread'>;

const hidden = ({ text, thread }: Words, mask: Mask): Words => ({
  text: mask.hide(text),
  ...(thread && { thread: thread.map((line) => ({ ...line, text: mask.hide(line.text) })) }),
});

/** Only of what may leave. A rewritten text keeps its own language; a draft is for the visitor. */
function requestOf(task: WritingTask, fields: Record<string, unknown>): WritingRequest {
  const words = (fields['message.body'] ?? { text: '' }) as Words;
  const language = task === 'draft-reply' ? fields['visitor.language'] : undefined;
  return { task, ...words, ...(typeof language === 'string' && { language }) };
}

async function* bounded(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let length = 0;
  for await (const piece of pieces) {
    const text = plainText(piece).slice(0, longestAnswer - length);
    length += text.length;
    if (text) yield text;
    if (length >= longestAnswer) return;
  }
  if (!length) throw new ChatError('writing.unanswered');
}
