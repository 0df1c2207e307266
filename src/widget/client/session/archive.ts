import type { Message } from '../protocol';
import { request, requestJson } from '../transport/http';
import type { Visitor } from './visitor';

/** What is fetched when it is looked at: earlier messages, and the bytes of files. */
export class Archive {
  constructor(
    private readonly base: string,
    private readonly visitor: Visitor,
  ) {}

  /** The page of messages before `seq`, oldest first. */
  async before(seq: number, limit = 50): Promise<Message[]> {
    const address = `${this.base}/widget/v1/messages?before=${seq}&limit=${limit}`;
    return (await requestJson<{ messages: Message[] }>(address, this.visitor.token)).messages;
  }

  /** From one `seq` to another, the newest first. */
  async from(first: number, last: number): Promise<Message[]> {
    const found = (await this.before(last + 1, 200)).reverse();
    const oldest = found.at(-1)?.seq ?? first;
    return oldest > first ? [...found, ...(await this.from(first, oldest - 1))] : found;
  }

  async file(id: string): Promise<Blob> {
    return (await request(`${this.base}/widget/v1/attachments/${id}`, this.visitor.token)).blob();
  }
}
