import { Controller } from '@hotwired/stimulus';
import { accountId, text } from '../page';

interface Presence {
  conversation: string;
  agents: { id: string; name: string; writing: boolean }[];
  visitor: { online: boolean; typing: boolean };
}

/** Milliseconds: who writes says so every four seconds, and nobody says that somebody's connection broke. */
const typingLife = 6000;

/** Who else looks at this conversation, and who writes. */
export class PresenceController extends Controller<HTMLElement> {
  static override values = { conversation: String };
  declare readonly conversationValue: string;
  private timer?: number;
  private readonly heard = (event: Event) => this.show((event as CustomEvent<Presence>).detail);

  override connect(): void {
    document.addEventListener('inbox:presence', this.heard);
  }

  override disconnect(): void {
    clearTimeout(this.timer);
    document.removeEventListener('inbox:presence', this.heard);
  }

  private show({ conversation, agents, visitor }: Presence): void {
    if (conversation !== this.conversationValue) return;
    clearTimeout(this.timer);
    const nobodyWrites = () =>
      this.show({
        conversation,
        agents: agents.map((agent) => ({ ...agent, writing: false })),
        visitor: { ...visitor, typing: false },
      });
    if (visitor.typing || agents.some(({ writing }) => writing)) this.timer = window.setTimeout(nobodyWrites, typingLife);
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
