import { ChatError } from '../../common/errors';
import { plainText } from '../../common/plain-text';
import { consentCategories, type ConsentCategory } from '../../plugin-api/manifest';
import type { NewMessage } from '../messages.service';
import type { Shown } from './openings.service';

type Data = Record<string, unknown>;
const invalid = () => new ChatError('frame.invalid');

const idFormat = /^[\w-]{16,64}$/;
const rowFormat = /^[0-9a-z]{26}$/;
const languageFormat = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;
const fileFormat = /^[\w-]{32}$/;
const emailFormat = /^[^\s@"<>()[\],;:\\]{1,64}@[^\s@"<>()[\],;:\\]{1,189}$/;
/** Longest text that is looked at; what is over the limit of a message is refused by its rules, in its own words. */
const longestBody = 60_000;

/** The data of each client frame: exactly the types of `docs/protocol.md`, or `frame.invalid`. Unknown fields are ignored. */
export function messageData({ id, body, attachments = [] }: Data): NewMessage {
  if (typeof id !== 'string' || !idFormat.test(id)) throw invalid();
  if (typeof body !== 'string' || body.length > longestBody) throw invalid();
  if (!Array.isArray(attachments) || !attachments.every((file) => typeof file === 'string' && fileFormat.test(file)))
    throw invalid();
  return { id, body: plainText(body), attachments: attachments as string[] };
}

/** Which message of the website the visitor answers; undefined if none. */
export function shownData(value: unknown): Shown | undefined {
  if (value === undefined || value === null) return undefined;
  const { id, language } = value as Data;
  if (typeof id !== 'string' || !rowFormat.test(id)) throw invalid();
  if (typeof language !== 'string' || !languageFormat.test(language)) throw invalid();
  return { id, language };
}

export function sequenceData(value: unknown): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > 2_000_000_000) throw invalid();
  return value;
}

export function typingData({ on }: Data): boolean {
  if (typeof on !== 'boolean') throw invalid();
  return on;
}

export function contactData({ name, email }: Data): { name?: string | null; email?: string | null } {
  const change = { name: textOrNull(name, 120), email: textOrNull(email, 254) };
  if (change.email && !emailFormat.test(change.email)) throw invalid();
  if (change.name === undefined) delete change.name;
  if (change.email === undefined) delete change.email;
  return change;
}

export function pageData({ url, title = '' }: Data): { url: string; title: string } {
  if (typeof url !== 'string' || url.length > 4000 || typeof title !== 'string' || title.length > 1000) throw invalid();
  return { url, title: plainText(title) };
}

/** A whole choice: what it does not name is not granted. Without `granted` only the browser's denial counts. */
export function consentData(data: unknown): ConsentData {
  if (typeof data !== 'object' || data === null) throw invalid();
  const { granted, denied = false, asked, wording } = data as Data;
  if (typeof denied !== 'boolean') throw invalid();
  if (granted === undefined) return { denied };
  if (!Array.isArray(granted) || granted.length > consentCategories.length || !granted.every(isCategory)) throw invalid();
  if (asked === undefined) return { granted, denied };
  if (!Array.isArray(asked) || asked.length > mostTerms || !asked.every(isTerm)) throw invalid();
  return { granted, denied, asked, wording: typeof wording === 'string' ? wording : undefined };
}

interface ConsentData {
  granted?: ConsentCategory[];
  denied: boolean;
  asked?: string[];
  wording?: string;
}

const mostTerms = 100;
const isTerm = (value: unknown): value is string => typeof value === 'string' && /^[a-z]+\/[a-z0-9-]+\/[0-9a-f]{12}$/.test(value);

const isCategory = (value: unknown): value is ConsentCategory => consentCategories.includes(value as ConsentCategory);

// eslint-disable-next-line no-control-regex -- they are what is looked for
const control = /[\u0000-\u001f\u007f]/g;

function textOrNull(value: unknown, longest: number): string | null | undefined {
  if (value === undefined || value === null) return value;
  if (typeof value !== 'string' || value.length > longest) throw invalid();
  return plainText(value).replace(control, ' ').trim() || null;
}
