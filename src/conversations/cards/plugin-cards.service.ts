import { Injectable } from '@nestjs/common';
import { ChatError } from '../../common/errors';
import { plainText } from '../../common/plain-text';
import { FieldSources } from '../../plugin-host/deliveries/field-sources.service';
import type { EnabledPlugin } from '../../plugin-host/plugin-host.types';
import { PluginsService } from '../../plugin-host/plugins.service';
import type { Conversation } from '../conversation.entity';
import { drawn, withoutCard, type PluginCardView } from './card-view';

/** What plugins show beside a conversation. They learn of its visitor what they declare, and nothing of what was said. */
@Injectable()
export class PluginCards {
  constructor(
    private readonly plugins: PluginsService,
    private readonly sources: FieldSources,
  ) {}

  /** Everybody's card, the first enabled in front. One that fails takes none of the others with it. */
  async of(conversation: Conversation): Promise<PluginCardView[]> {
    const providing = await this.plugins.providing(conversation.workspaceId, 'cardProvider');
    const cards = await Promise.all(providing.map((plugin) => this.card(conversation, plugin)));
    return cards.filter(({ card, isFailed, kept }) => card ?? isFailed ?? kept);
  }

  /**
   * Presses a button. Whether the plugin has it is for the plugin to say: a card may have changed since it was drawn.
   * @returns the plugin's sentence, or why there is none
   * @throws ChatError plugin.not_found if no such plugin shows cards here
   */
  async press(
    conversation: Conversation,
    pluginId: string,
    buttonId: string,
  ): Promise<Omit<PluginCardView, 'card'> & { message?: string }> {
    const providing = await this.plugins.providing(conversation.workspaceId, 'cardProvider');
    const plugin = providing.find(({ id }) => id === pluginId);
    if (!plugin) throw new ChatError('plugin.not_found');
    const naming = { pluginId, name: plugin.manifest.name };
    try {
      const { about, fields } = await this.known(conversation, plugin);
      const argument = (allowed: Record<string, unknown>) => ({ conversationId: conversation.id, buttonId, fields: allowed });
      const { message } = await this.plugins.call(plugin, 'cardProvider', 'press', { about, fields, argument });
      return { ...naming, message: plainText(message) };
    } catch (error) {
      return { ...naming, ...withoutCard(error) };
    }
  }

  private async card(conversation: Conversation, plugin: EnabledPlugin): Promise<PluginCardView> {
    const naming = { pluginId: plugin.id, name: plugin.manifest.name };
    try {
      const { about, fields } = await this.known(conversation, plugin);
      const argument = (allowed: Record<string, unknown>) => ({ conversationId: conversation.id, fields: allowed });
      const card = await this.plugins.call(plugin, 'cardProvider', 'card', { about, fields, argument });
      if (!card) return naming;
      const whole = drawn(card);
      return { ...naming, ...(whole ? { card: whole } : { isFailed: true }) };
    } catch (error) {
      return { ...naming, ...withoutCard(error) };
    }
  }

  /** What the plugin declares of the visitor. Of a visitor who is gone nothing is known, and nothing leaves. */
  private async known({ workspaceId, visitorId }: Conversation, { manifest }: EnabledPlugin) {
    const declared = manifest.privacy.fields.filter((field) => field.startsWith('visitor.'));
    const found = await this.sources.read(workspaceId, { visitorId }, declared);
    if (!found) throw new ChatError('conversation.not_found');
    return found;
  }
}
