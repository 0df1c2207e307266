import type catalogue from '../../../../../../locales/en.json';
import type { Chat } from '../../../session/chat';
import { requestJson } from '../../../transport/http';

type Leaves<Node, Prefix extends string = ''> = {
  [Key in keyof Node & string]: Node[Key] extends string ? `${Prefix}${Key}` : Leaves<Node[Key], `${Prefix}${Key}.`>;
}[keyof Node & string];
/** A text of the catalogue under `rights`. */
export type RightsKey = Leaves<(typeof catalogue)['rights']>;
export type RightsText = (key: RightsKey, values?: Record<string, string | number>) => string;

export interface Letter {
  subject: string;
  body: string;
  at: string;
}
/** Something that the visitor asked for. */
export interface Request {
  id: string;
  kind: string;
  about: string;
  state: string;
  receivedAt: string;
  dueAt: string;
  letters: Letter[];
  /** 0 to 1, while an export is made. */
  progress?: number;
  /** An export can be fetched. */
  ready?: boolean;
}
/** What `GET /widget/v1/privacy` answers. */
export interface Overview {
  texts: Record<string, string>;
  known: boolean;
  contact: { name: string; email: string; verified: boolean };
  restricted: boolean;
  purposes: { purpose: string; objected: boolean }[];
  recipients: { recipient: string; country: string | null; what: RightsKey[]; times: number; lastAt: string }[];
  requests: Request[];
}

/** The doors of the visitor's rights: `docs/protocol.md`, section 3. Their token goes along, and nothing makes one for them. */
export class Rights {
  constructor(private readonly chat: Chat) {}

  get hasToken(): boolean {
    return !!this.chat.visitor.token;
  }

  get language(): string {
    return this.chat.shell.config.language;
  }

  overview(): Promise<Overview> {
    return this.call(`?language=${this.language}`);
  }

  ask(kind: string, more: { body?: string; about?: string } = {}): Promise<Request> {
    return this.call('/requests', { kind, ...more, language: this.language });
  }

  request(id: string): Promise<Request> {
    return this.call(`/requests/${id}`);
  }

  /** An address that is good for one download. */
  async ticket(id: string): Promise<string> {
    const { address } = await this.call<{ address: string }>(`/requests/${id}/download`, {});
    return this.chat.shell.base + address;
  }

  correct(contact: { name: string; email: string }): Promise<unknown> {
    return this.call('/contact', contact);
  }

  restrict(on: boolean): Promise<unknown> {
    return this.call('/restriction', { on, language: this.language });
  }

  object(purpose: string, on: boolean): Promise<unknown> {
    return this.call('/objections', { purpose, on, language: this.language });
  }

  async wouldGo(): Promise<{ what: RightsKey; count: number }[]> {
    return (await this.call<{ counts: { what: RightsKey; count: number }[] }>('/erasure')).counts;
  }

  /** Where it is read; refused while it is not written. Needs no token: that is gone with the rest. */
  async certificateOf(id: string): Promise<string> {
    const { base } = this.chat.shell;
    const { address } = await requestJson<{ address: string }>(`${base}/widget/v1/privacy/certificates/${id}`, undefined);
    return `${base}${address}?language=${this.language}`;
  }

  private call<Answer>(door: string, body?: object): Promise<Answer> {
    return requestJson(`${this.chat.shell.base}/widget/v1/privacy${door}`, this.chat.visitor.token, body);
  }
}

export function rightsText(texts: Record<string, string>): RightsText {
  return (key, values = {}) => (texts[key] ?? key).replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
