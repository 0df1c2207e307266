import type { Call } from './plugin';

export interface AnalyticsEvent {
  /** Of the event: the same if it is sent again. */
  id: string;
  /** `widget.opened`, `conversation.opened`, `message.posted`, `conversation.closed` … */
  name: string;
  at: Date;
  /** Random, of this workspace and plugin only, and gone when consent is withdrawn. */
  personKey: string;
  /** What the manifest's fields allow, and facts about nobody: website, side, number of files. */
  properties: Record<string, string | number | boolean>;
}

/**
 * Receives events in batches, of people who consented only.
 *
 * ```ts
 * analyticsSink: { track: async ({ events }) => void (await vendor.capture(events)) }
 * ```
 */
export interface AnalyticsSink {
  track(batch: { events: AnalyticsEvent[] }, call: Call): Promise<void>;
  check(call: Call): Promise<void>;
}
