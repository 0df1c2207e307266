import type { Capability } from './plugin';
import type { PluginEventName } from './event-handler';

/** What the host of this version speaks; a manifest's `engine` is a range of it. */
export const engineVersion = '1.0.0';

/** Kinds of recipients, as a notice groups them (billing, hosting, analytics, email and support services, and partners). */
export const recipientKinds = [
  'payment',
  'hosting',
  'analytics',
  'email',
  'support',
  'translation',
  'writing',
  'partner',
] as const;
export type RecipientKind = (typeof recipientKinds)[number];
/** Why somebody gets data. There is no purpose "sell", and asking for it is refused. */
export const pluginPurposes = ['conversation', 'service', 'security', 'billing', 'improve', 'marketing'] as const;
export type PluginPurpose = (typeof pluginPurposes)[number];
/** Art. 6 (1) GDPR. */
export const legalBases = ['consent', 'contract', 'legal-obligation', 'legitimate-interest'] as const;
export type LegalBasis = (typeof legalBases)[number];
/** Categories of consent; `necessary` needs none. */
export const consentCategories = ['preferences', 'analytics', 'personalisation', 'sharing'] as const;
export type ConsentCategory = (typeof consentCategories)[number];

export interface Privacy {
  /** Who gets the data, as the notice names them; `null` for a plugin that hands on nothing. A setting's name in braces is filled in: `"{operatorName}"`. */
  recipient: string | null;
  kind: RecipientKind;
  /** ISO 3166-1 alpha-2 of the recipient; `null` where the owner decides (self-hosted), who is then asked. */
  country: string | null;
  /** What protects data in a third country: adequacy decision, standard clauses … */
  safeguard: string;
  purpose: PluginPurpose;
  basis: LegalBasis;
  /** `entity.column` of the data map: nothing else ever leaves. */
  fields: string[];
  /** Set by the plugin's snippet in the widget. */
  cookies: { name: string; purpose: string; days: number }[];
  /** Without this person's consent nothing of theirs leaves; null where the basis is another one. */
  consent: ConsentCategory | null;
  /** How long the recipient keeps it, in words for the sheet. */
  retention: string;
}

/** One setting, a small part of JSON Schema: the form is drawn from it. */
export interface SettingSchema {
  type: 'string' | 'integer' | 'boolean';
  title: string;
  description?: string;
  default?: string | number | boolean;
  enum?: string[];
  format?: 'uri' | 'email' | 'hostname';
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  /** Write-only: encrypted at rest, never shown again. */
  secret?: boolean;
  /** More than one line. */
  multiline?: boolean;
}

export interface Manifest {
  /** `<capability>-<vendor>`, also the folder's name. */
  id: string;
  name: string;
  description: string;
  version: string;
  /** Range of the engine it was made for: `^1.0`. */
  engine: string;
  provides: Exclude<Capability, 'personalData'>[];
  /** Relative to the folder. */
  main: string;
  homepage?: string;
  settings: { type: 'object'; properties: Record<string, SettingSchema>; required?: string[] };
  events: PluginEventName[];
  /** Hosts that it may reach: `api.example.com`, `*.example.com`, with `:port` if it is not 443 or 80, or `{setting}` for the host in that setting's value (an address or a host name). */
  network: string[];
  /** Minutes between runs of `scheduledJob`. */
  schedule?: { minutes: number };
  /** Its vendor sends signed notices, which `webhook` reads: the plugin's page then shows an address for them. */
  webhook?: boolean;
  /** Script-free snippet for the widget: structured data that the host renders. */
  widget?: { text: string; link?: { label: string; url: string } };
  privacy: Privacy;
}
