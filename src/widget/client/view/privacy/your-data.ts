import { element } from '../../dom';
import type { Chat } from '../../session/chat';
import type { Text } from '../../texts';
import { details } from './your-data/details';
import { download } from './your-data/download';
import { erase } from './your-data/erase';
import { objections, restriction } from './your-data/limits';
import { recipients } from './your-data/recipients';
import { requests } from './your-data/requests';
import { Rights, rightsText, type Overview, type RightsText } from './your-data/rights';
import { lead } from './your-data/row';
import { words } from './your-data/words';

/** The visitor's rights as buttons: a part of the privacy page. Somebody who never wrote has nothing here, and nothing is asked of the server. */
export class YourData {
  readonly element: HTMLElement;
  private readonly body = element('div', { class: 'rights', 'aria-live': 'polite' });
  private readonly rights: Rights;
  private erased = false;

  constructor(
    private readonly chat: Chat,
    private readonly text: Text,
  ) {
    this.rights = new Rights(chat);
    this.element = element(
      'section',
      { class: 'part', 'aria-labelledby': 'your-data-title' },
      element('h3', { id: 'your-data-title' }, text('yourData')),
      this.body,
    );
  }

  async open(): Promise<void> {
    if (this.erased && !this.rights.hasToken) return;
    this.erased = false;
    if (!this.rights.hasToken) return this.body.replaceChildren(lead(this.text('yourDataNone')));
    try {
      const overview = await this.rights.overview();
      this.body.replaceChildren(...this.rows(overview, rightsText(overview.texts)));
    } catch {
      this.body.replaceChildren(lead(this.text('yourDataFailed')));
    }
  }

  private rows(overview: Overview, text: RightsText): Node[] {
    const { rights } = this;
    if (!overview.known) return [lead(text('nothing'))];
    const { language, website } = this.chat.shell.config;
    const changed = () => void this.refreshRequests(text);
    const made = overview.requests.find(({ kind, ready }) => kind === 'access' && ready);
    return [
      lead(text('lead')),
      download(rights, text, made),
      details(rights, text, overview, website.name),
      words(rights, text, { kind: 'rectification', title: 'dispute', hint: 'disputeHint', changed }),
      recipients(text, overview, language),
      objections(rights, text, overview),
      restriction(rights, text, overview),
      words(rights, text, { kind: 'question', title: 'ask', hint: 'askHint', changed }),
      erase(rights, text, (certificate) => this.gone(text, certificate)),
      requests(text, overview, language) ?? '',
    ].map((one) => (typeof one === 'string' ? document.createTextNode(one) : one));
  }

  /** What somebody is writing elsewhere on the page stays. */
  private async refreshRequests(text: RightsText): Promise<void> {
    const fresh = requests(text, await this.rights.overview(), this.rights.language);
    const known = this.body.querySelector('.requests');
    if (!fresh) return;
    if (known) known.replaceWith(fresh);
    else this.body.append(fresh);
  }

  private gone(text: RightsText, certificate: string): void {
    this.erased = true;
    this.chat.forget();
    const title = element('p', { class: 'right-done', tabindex: -1 }, text('erased'));
    const link = element('a', { href: certificate, target: '_blank', rel: 'noopener' }, text('certificate'));
    this.body.replaceChildren(title, lead(text('erasedText')), element('p', { class: 'links' }, link));
    title.focus();
  }
}
