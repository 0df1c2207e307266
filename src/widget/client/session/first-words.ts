import type { ConversationState, Message } from '../protocol';
import type { ProactiveLink, Shell } from '../shell';

/** What the website said before the visitor did, as far as the conversation is concerned. */
export class FirstWords {
  private talking = false;

  constructor(private readonly shell: Pick<Shell, 'proactive'>) {}

  /** To be shown as long as nothing was answered to it. */
  get shown(): ProactiveLink['shown'] {
    return this.talking ? undefined : this.shell.proactive.shown;
  }

  /** What the next message answers. */
  get answered(): { id: string; language: string } | undefined {
    const { id, language } = this.shown ?? {};
    return id && language ? { id, language } : undefined;
  }

  stated({ conversation, status, proactive = { allowed: false, objected: false } }: ConversationState): void {
    const known = conversation !== null;
    this.talking = known && status === 'open';
    this.tell({ known, talking: this.talking, ...proactive });
  }

  posted({ from }: Message): void {
    // It stands in the thread now.
    if (from === 'system') this.shell.proactive.shown = undefined;
  }

  leave(): void {
    this.talking = false;
    this.tell(undefined);
  }

  private tell(standing: ProactiveLink['standing']): void {
    const { proactive } = this.shell;
    proactive.standing = standing;
    proactive.changed?.();
  }
}
