import { Controller } from '@hotwired/stimulus';
import { newId } from '../ids';
import { socket } from '../live/socket';
import { forget, recall, remember } from '../memory';
import { pageKeys } from '../stored-keys';
import { text } from '../page';
import { Sender } from '../thread/sender';
import { TypingSignal } from '../thread/typing';
import { attachedTo, clearUploads } from './uploads_controller';

type Kind = 'reply' | 'note';

/** Where agents write: a reply to the visitor, or a note for the team that nobody could take for a reply. */
export class ComposerController extends Controller<HTMLFormElement> {
  static override targets = ['body', 'kind', 'label', 'send', 'sendLabel'];
  static override values = { conversation: String, draft: String };
  declare readonly bodyTarget: HTMLTextAreaElement;
  declare readonly kindTargets: HTMLButtonElement[];
  declare readonly labelTarget: HTMLLabelElement;
  declare readonly sendTarget: HTMLButtonElement;
  declare readonly sendLabelTarget: HTMLElement;
  declare readonly conversationValue: string;
  declare readonly draftValue: string;
  private sender!: Sender;
  private typing!: TypingSignal;
  private readonly write = (event: Event) => this.begin((event as CustomEvent<Kind>).detail);

  override connect(): void {
    this.sender = new Sender(this.conversationValue, this.element.action);
    this.typing = new TypingSignal((on) => socket.send('typing', { conversation: this.conversationValue, on, kind: this.kind }));
    const draft = recall<{ body: string; kind: Kind }>(pageKeys.draft, this.draftValue);
    if (draft && !this.bodyTarget.value) this.bodyTarget.value = draft.body;
    this.dress(draft?.kind ?? this.kind);
    this.sender.start();
    document.addEventListener('composer:write', this.write);
    this.changed();
  }

  override disconnect(): void {
    this.sender.stop();
    this.typing.stop();
    document.removeEventListener('composer:write', this.write);
  }

  choose(event: Event): void {
    this.begin((event.currentTarget as HTMLElement).dataset.kind as Kind);
  }

  typed(): void {
    if (this.bodyTarget.value) remember(pageKeys.draft, { body: this.bodyTarget.value, kind: this.kind }, this.draftValue);
    else forget(pageKeys.draft, this.draftValue);
    if (this.bodyTarget.value) this.typing.stroke();
    this.changed();
  }

  keyed(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.shiftKey || event.altKey || event.isComposing) return;
    event.preventDefault();
    this.element.requestSubmit();
  }

  /** Whether there is something to send. */
  changed(): void {
    const { uploading, files } = attachedTo(this.element);
    this.sendTarget.ariaDisabled = String(uploading || !(this.bodyTarget.value.trim() || files.length));
  }

  send(event: Event): void {
    event.preventDefault();
    this.changed();
    if (this.sendTarget.ariaDisabled === 'true') return;
    const { files } = attachedTo(this.element);
    const message = {
      conversation: this.conversationValue,
      kind: this.kind,
      body: this.bodyTarget.value.trim(),
      attachments: files,
    };
    this.sender.send({ id: newId(), at: new Date().toISOString(), ...message });
    this.bodyTarget.value = '';
    clearUploads(this.element);
    this.typing.stop();
    this.typed();
    this.bodyTarget.focus();
  }

  private begin(kind: Kind): void {
    this.dress(kind);
    this.typed();
    this.bodyTarget.focus();
  }

  private get kind(): Kind {
    return this.element.dataset.kind as Kind;
  }

  private dress(kind: Kind): void {
    this.element.dataset.kind = kind;
    for (const button of this.kindTargets) button.ariaPressed = String(button.dataset.kind === kind);
    this.labelTarget.textContent = text(kind);
    this.sendLabelTarget.textContent = text(kind === 'note' ? 'addNote' : 'sendReply');
    const { placeholderNote, placeholderReply } = this.bodyTarget.dataset;
    this.bodyTarget.placeholder = (kind === 'note' ? placeholderNote : placeholderReply) ?? '';
  }
}
