/** Kinds of personal data, as a privacy notice names them. */
export type Category = 'account' | 'contact' | 'conversation' | 'file' | 'technical' | 'location' | 'activity' | 'security';
export type Subject = 'visitor' | 'account';
/** Why a value is held. There is no purpose "sell". */
export type Purpose = 'account' | 'conversation' | 'security' | 'service';
/** Where a value comes from: the person, an agent, the software by itself, or a plugin. */
export type Source = 'subject' | 'agent' | 'automatic' | 'plugin';
/** Where the value of one row comes from; `website` vouched for its own user, with its signature. */
export type RowSource = Source | 'website' | `plugin:${string}`;
/** The switch of a website that has to be on for the value to be kept at all. */
export type Switch = 'pages' | 'browser' | 'location' | 'contact';

export interface PersonalData {
  category: Category;
  subject: Subject;
  purpose: Purpose;
  /** Where it usually comes from. */
  source: Source;
  /** Where another property of the same row says who it comes from: its values → sources. What is not named comes from `source`. */
  sources?: { by: string; of: Readonly<Record<string, RowSource>> };
  /** For what a plugin made: the property that names it. */
  namedBy?: string;
  switch?: Switch;
}

export type Declaration = ({ personal: true } & PersonalData) | { personal: false; reason: string };

const declarations = new WeakMap<object, Map<string, Declaration>>();

function declare(target: object, property: string | symbol, declaration: Declaration): void {
  const ofClass = declarations.get(target.constructor) ?? new Map<string, Declaration>();
  ofClass.set(String(property), declaration);
  declarations.set(target.constructor, ofClass);
}

/** Declares a column as personal data, once, where it is written down. Everything about rights is computed from it. */
export const Personal =
  (data: PersonalData): PropertyDecorator =>
  (target, property) =>
    declare(target, property, { personal: true, ...data });

/** Declares that a column holds nothing personal, and why. */
export const NotPersonal =
  (reason: string): PropertyDecorator =>
  (target, property) =>
    declare(target, property, { personal: false, reason });

/** What an entity's column was declared to be, or undefined: then the suite fails. */
export function declarationOf(entity: object, property: string): Declaration | undefined {
  return declarations.get(entity)?.get(property);
}

/** Where the value of one row comes from. */
export function sourceIn(row: Readonly<Record<string, unknown>>, { source, sources, namedBy }: PersonalData): RowSource {
  if (namedBy && row[namedBy]) return `plugin:${String(row[namedBy])}`;
  return (sources && sources.of[String(row[sources.by])]) ?? source;
}
