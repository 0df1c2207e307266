import type { Call } from './plugin';

/** The events that a manifest may list under `events`. */
export const pluginEvents = [
  'conversation.opened',
  'conversation.closed',
  'message.posted',
  'message.deleted',
  'visitor.changed',
] as const;
export type PluginEventName = (typeof pluginEvents)[number];

export interface PluginEvent {
  /** Use it to do a thing only once: events come at least once. */
  id: string;
  name: PluginEventName;
  at: Date;
  /** Random identifiers, safe to keep: `conversationId`, `visitorId`, `messageId`. */
  ids: Record<string, string>;
  /** Exactly the manifest's fields, as far as the person's choices allow: `{ 'message.body': 'Hello' }`. */
  fields: Record<string, unknown>;
}

/**
 * Hears of what happens, in order within a conversation. An event that fails is tried again, then waits for an admin.
 *
 * ```ts
 * eventHandler: { handle: async ({ id, name, ids }) => void (await crm.record(id, name, ids.conversationId)) }
 * ```
 */
export interface EventHandler {
  handle(event: PluginEvent, call: Call): Promise<void>;
}
