import type { Card } from '../../plugin-api';
import { HandOverRefused, PluginFailure, type RefusalReason } from '../../plugin-host/plugin-host.types';
import { plainText } from '../../common/plain-text';

/** What a plugin shows beside a conversation, ready to be drawn, or why it shows nothing. */
export interface PluginCardView {
  pluginId: string;
  /** The plugin's, for sentences about it. */
  name: string;
  card?: DrawnCard;
  isFailed?: boolean;
  /** Key of the sentence that says why the plugin was not asked. */
  kept?: string;
}

export interface DrawnCard {
  title: string;
  rows: { label: string; value: string; link?: Link }[];
  buttons: { id: string; label: string }[];
}
interface Link {
  url: string;
  /** Where it really leads: shown, so that no label can promise something else. */
  host: string;
}

const keptBecause: Partial<Record<RefusalReason, string>> = {
  restricted: 'cards.restricted',
  objection: 'cards.refused',
  'no-consent': 'cards.refused',
  'denied-by-signal': 'cards.refused',
};

/** What a call that did not succeed looks like. @throws what is a fault of ours */
export function withoutCard(error: unknown): Pick<PluginCardView, 'isFailed' | 'kept'> {
  if (error instanceof HandOverRefused) return { kept: keptBecause[error.reason] ?? 'cards.kept' };
  if (error instanceof PluginFailure) return { isFailed: true };
  throw error;
}

/**
 * A card as the host draws it; what the schema of answers cannot judge is judged here.
 * @returns undefined if a link hides where it leads, or two buttons cannot be told apart
 */
export function drawn({ title, rows, buttons = [] }: Card): DrawnCard | undefined {
  const links = rows.map(({ url }) => (url === undefined ? undefined : linkOf(url)));
  const isHidden = rows.some(({ url }, index) => url !== undefined && !links[index]);
  if (isHidden || new Set(buttons.map(({ id }) => id)).size < buttons.length) return undefined;
  return {
    title: plainText(title),
    rows: rows.map(({ label, value }, index) => ({ label: plainText(label), value: plainText(value), link: links[index] })),
    buttons: buttons.map(({ id, label }) => ({ id, label: plainText(label) })),
  };
}

/** A name or password in an address is there to be mistaken for its host. */
function linkOf(address: string): Link | undefined {
  if (!URL.canParse(address)) return undefined;
  const { protocol, username, password, href, host } = new URL(address);
  return protocol === 'https:' && !username && !password ? { url: href, host } : undefined;
}
