import type { Attachment, Fault } from '../protocol';
import type { Memory, Unconfirmed } from '../memory';
import type { Connection } from '../transport/connection';
import type { Consent } from './consent';
import { OutgoingList } from './outgoing';

/** A server that is content with none of them is not asked without end. */
const mostProofs = 5;

/** Sees to it that what the visitor wrote arrives: now, when the server lets us, or when the connection is back. */
export class Delivery {
  readonly list: OutgoingList;
  private timer?: ReturnType<typeof setTimeout>;
  private proof?: string;
  private proving = false;
  private proofs = 0;

  constructor(
    memory: Memory,
    private readonly connection: () => Connection,
    private readonly changed: () => void,
    private readonly consent: Pick<Consent, 'unsaid'>,
    private readonly prove: () => Promise<string>,
  ) {
    this.list = new OutgoingList(memory.read().pending ?? [], (pending) =>
      memory.update((remembered) => (pending.length ? (remembered.pending = pending) : delete remembered.pending)),
    );
  }

  add(body: string, attachments: Attachment[], shown?: Unconfirmed['shown']): void {
    this.list.add({ id: messageId(), body, attachments, at: Date.now(), ...(shown && { shown }) });
    // By then it looks as if it had failed, unless it was sent.
    setTimeout(this.changed, 20_100);
  }

  refused(id: string, fault: Fault): void {
    if (fault.code.startsWith('proof.') && this.proofs++ < mostProofs) {
      this.list.hold(id);
      return void this.bringProof();
    }
    this.list.refused(id, fault, Date.now());
    this.run();
  }

  /** The website is flooded: some work shows that we are none of it. Messages keep their order meanwhile. */
  private async bringProof(): Promise<void> {
    if (this.proving) return;
    this.proving = true;
    this.proof = await this.prove().catch(() => undefined);
    this.proving = false;
    this.list.release();
    this.run();
  }

  lost(): void {
    clearTimeout(this.timer);
    this.list.lost();
  }

  run(): void {
    clearTimeout(this.timer);
    const connection = this.connection();
    if (!connection.up) return;
    const now = Date.now();
    if (this.list.overdue(now)) return connection.restart();
    for (const { id, body, attachments, shown } of this.list.due(now)) {
      const consent = this.consent.unsaid;
      const data = {
        id,
        body,
        attachments: attachments.map((one) => one.id),
        ...(consent && { consent }),
        ...(shown && { shown }),
        ...(this.proof && { proof: this.proof }),
      };
      this.proof = undefined;
      connection.send({ event: 'message.send', data });
    }
    const next = this.list.next();
    if (next) this.timer = setTimeout(() => this.run(), Math.max(50, next - now));
  }
}

/** `randomUUID` exists only on pages served over TLS; a shop on a plain intranet needs an unguessable id as well. */
function messageId(): string {
  if (crypto.randomUUID) return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
