import { Controller } from '@hotwired/stimulus';
import { accountId, text } from '../page';

interface Presence {
  conversation: string;
  agents: { id: string; name: string; writing: boolean }[];
  visitor: { online: boolean; typing: boolean };
}

/** Who else looks at this conversation, and who writes. */
export class PresenceController extends Controller<HTMLElement> {
  static override values = { conversation: String };
  declare readonly conversationValue: string;
  private readonly heard = (event: Event) => this.show((event as CustomEvent<Presence>).detail);

  override connect(): void {
    document.addEventListener('inbox:presence', this.heard);
  }

  override disconnect(): void {
    document.removeEventListener('inbox:presence', this.heard);
  }

  private show({ conversation, agents, visitor }: Presence): void {
    if (conversation !== this.conversationValue) return;
    const others = agents.filter((agent) => agent.id !== accountId());
    const said = others.map(({ name, writing }) => span(text(writing ? 'writing' : 'looking', { name })));
    if (visitor.typing) said.unshift(span(text('typing'), 'presence__typing'));
    this.element.replaceChildren(...said);
  }
}

function span(content: string, className = 'presence__agent'): HTMLElement {
  const element = document.createElement('span');
  element.className = className;
  element.textContent = content;
  return element;
}
