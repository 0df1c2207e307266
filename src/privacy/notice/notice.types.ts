import type { Category, Purpose, Source, Switch } from '../../data-map/personal';
import type { ConsentCategory, LegalBasis, PluginPurpose, RecipientKind } from '../../plugin-api';
import type { IdentityFields } from '../../workspaces/legal-identities.service';
import type { RetentionRule } from '../retention/retention-schedule.service';

/** Whom a notice is for: the visitors of a workspace, or everybody with an account on the server. */
export type Audience = 'visitors' | 'accounts';

/** In the order in which they are read. */
export const sections = [
  'who',
  'what',
  'why',
  'recipients',
  'transfers',
  'retention',
  'storage',
  'rights',
  'children',
  'changes',
] as const;
export type Section = (typeof sections)[number];

/** A kind of personal data, as the data map declares it. */
export interface HeldFact {
  category: Category;
  purposes: readonly Purpose[];
  sources: readonly Source[];
  /** `entity.column`, for whoever asks why the notice says it. */
  columns: readonly string[];
}

/** Who receives data, as their plugin declares it. */
export interface RecipientFact {
  /** The plugin's id. */
  plugin: string;
  name: string;
  kind: RecipientKind;
  /** ISO 3166-1 alpha-2 */
  country: string | null;
  safeguard: string;
  purpose: PluginPurpose;
  basis: LegalBasis;
  consent: ConsentCategory | null;
  /** Kinds of data of the people whom this notice is for. */
  categories: readonly Category[];
  /** Whether the address of somebody's connection is among it. */
  getsAddress: boolean;
  /** In the plugin's own words. */
  retention: string;
}

/** A cookie or storage key. */
export interface StorageFact {
  name: string;
  /** A key of the catalogue, or words of whoever declares it. */
  purpose: { key: string } | { words: string };
  /** `necessary`, or the consent that it needs. */
  category: 'necessary' | ConsentCategory;
  /** Seconds; `tab`: until the tab is closed; `removed`: until somebody removes it. */
  lifetime: number | 'tab' | 'removed';
}

/** Everything that a notice is made of. Nothing else can change what it says. */
export interface NoticeFacts {
  audience: Audience;
  controller: IdentityFields;
  /** Who runs the server, by name; '' if nobody said so. */
  operator: string;
  /** For visitors: what each website collects. */
  websites: readonly ({ name: string } & Readonly<Record<Switch, boolean>>)[];
  held: readonly HeldFact[];
  recipients: readonly RecipientFact[];
  /** Purposes beyond answering people that were chosen. */
  chosenPurposes: readonly string[];
  /** Where recipients may be; empty: anywhere. */
  regions: readonly string[];
  retention: readonly RetentionRule[];
  storage: readonly StorageFact[];
  /** What people are asked to agree to. */
  consents: readonly ConsentCategory[];
  /** The business's own words: section → language → text. */
  texts: Readonly<Partial<Record<Section, Readonly<Record<string, string>>>>>;
}

/** A text of the catalogue with what stands in it. */
export interface Phrase {
  key: string;
  values?: Readonly<Record<string, Value>>;
}
export type Value =
  | string
  | number
  | Phrase
  /** Joined as the language joins: "a, b and c". */
  | { list: readonly Value[] }
  /** ISO 3166-1 alpha-2 */
  | { country: string }
  | { seconds: number };

/** Where a sentence comes from. */
export type StatementSource =
  | { kind: 'setting'; of: 'identity' | 'operator' | 'websites' | 'purposes' | 'regions' }
  | { kind: 'data-map'; of: readonly string[] }
  | { kind: 'plugin'; of: string }
  | { kind: 'retention'; of: string }
  | { kind: 'storage'; of: string }
  /** The software does so for everybody, and a story of `test/clauses` shows it. */
  | { kind: 'promise'; of: string }
  | { kind: 'law'; of: string }
  | { kind: 'text'; of: Section };

/** One thing that a notice says. `rows` stand below it, each with what it is about. */
export interface Statement {
  /** Unique in a notice, and the same in every version that says something of the same thing. */
  id: string;
  section: Section;
  /** A phrase, or the business's own words by language. */
  text: Phrase | { words: Readonly<Record<string, string>> };
  rows?: readonly { label: string; value: Value | { words: string } }[];
  source: StatementSource;
}
