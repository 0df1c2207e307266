import { Injectable } from '@nestjs/common';
import { ChatError } from '../../common/errors';
import { plainText } from '../../common/plain-text';
import type { ComposerAction } from '../../plugin-api';
import { FieldSources } from '../../plugin-host/deliveries/field-sources.service';
import { PluginFailure, type EnabledPlugin } from '../../plugin-host/plugin-host.types';
import { PluginsService } from '../../plugin-host/plugins.service';
import type { Conversation } from '../conversation.entity';
import { draftText } from './draft-text';
import { insertError } from './insert-errors';

/** What an agent types for an action goes out under the name of what people write here. */
const typedField = 'message.body';

/** What one plugin has for the composer, ready to be drawn. */
export interface InsertsView {
  pluginId: string;
  name: string;
  /** Who gets what is handed over; null for a plugin that keeps it to itself. */
  recipient: string | null;
  actions: ComposerAction[];
  isFailed: boolean;
}
/** For the draft, or for the agent. */
export type Inserted = { text: string } | { message: string };

/** What plugins can put into the field where an agent writes. Nothing of the draft leaves, and nothing is sent by itself. */
@Injectable()
export class PluginInserts {
  constructor(
    private readonly plugins: PluginsService,
    private readonly sources: FieldSources,
  ) {}

  /** Everybody's actions, the first enabled in front. One that fails takes none of the others with it. */
  async of(workspaceId: string): Promise<InsertsView[]> {
    const providing = await this.plugins.providing(workspaceId, 'composerAction');
    const views = await Promise.all(providing.map((plugin) => this.actions(plugin)));
    return views.filter(({ actions, isFailed }) => isFailed || actions.length);
  }

  /**
   * @param input what the agent typed; handed over only if the plugin's manifest declares it
   * @throws ChatError plugin.not_found if no such plugin has actions here; insert.* if there is no text, and why
   */
  async run(conversation: Conversation, pluginId: string, actionId: string, input: string | undefined): Promise<Inserted> {
    const providing = await this.plugins.providing(conversation.workspaceId, 'composerAction');
    const plugin = providing.find(({ id }) => id === pluginId);
    if (!plugin) throw new ChatError('plugin.not_found');
    const { about, fields } = await this.known(conversation, plugin);
    const argument = ({ [typedField]: typed, ...allowed }: Record<string, unknown>) => {
      const asked = typed === undefined ? {} : { input: String(typed) };
      return { conversationId: conversation.id, actionId, ...asked, fields: allowed };
    };
    const handOver = { about, fields: { ...fields, [typedField]: input }, argument };
    const answer = await this.plugins.call(plugin, 'composerAction', 'run', handOver).catch((error: unknown) => {
      throw insertError(error);
    });
    return cleaned(answer);
  }

  private async actions(plugin: EnabledPlugin): Promise<InsertsView> {
    const { id: pluginId, manifest, recipient } = plugin;
    const view = { pluginId, name: manifest.name, recipient, actions: [] as ComposerAction[], isFailed: false };
    const nothing = { about: [], fields: {}, argument: () => ({}) as never };
    try {
      const actions = await this.plugins.call(plugin, 'composerAction', 'list', nothing);
      const mayAsk = manifest.privacy.fields.includes(typedField);
      return { ...view, actions: actions.filter(({ input }) => mayAsk || !input).map(drawn) };
    } catch (error) {
      if (!(error instanceof PluginFailure)) throw error;
      return { ...view, isFailed: true };
    }
  }

  /** What the plugin declares of the conversation and its visitor. Of a visitor who is gone nothing is known, and nothing leaves. */
  private async known({ id, workspaceId, visitorId }: Conversation, { manifest }: EnabledPlugin) {
    const declared = manifest.privacy.fields.filter((field) => field !== typedField);
    const found = await this.sources.read(workspaceId, { visitorId, conversationId: id }, declared);
    if (!found) throw new ChatError('conversation.not_found');
    return found;
  }
}

function drawn({ id, label, input }: ComposerAction): ComposerAction {
  if (!input) return { id, label: plainText(label) };
  return {
    id,
    label: plainText(label),
    input: { label: plainText(input.label), placeholder: plainText(input.placeholder ?? '') },
  };
}

/** @throws ChatError insert.unanswered if nothing is left of it that could be seen */
function cleaned(answer: Inserted): Inserted {
  const text = draftText('text' in answer ? answer.text : answer.message);
  if (!text.trim()) throw new ChatError('insert.unanswered');
  return 'text' in answer ? { text } : { message: text };
}
