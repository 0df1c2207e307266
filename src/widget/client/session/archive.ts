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
  async before(seq: number): Promise<Message[]> {
    const address = `${this.base}/widget/v1/messages?before=${seq}&limit=50`;
    return (await requestJson<{ messages: Message[] }>(address, this.visitor.token)).messages;
  }

  async file(id: string): Promise<Blob> {
    return (await request(`${this.base}/widget/v1/attachments/${id}`, this.visitor.token)).blob();
  }
}
