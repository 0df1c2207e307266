import { accentTextStyles } from './accent-text';
import { addStyles } from './dom';
import { watchPages } from './pages';
import { Chat } from './session/chat';
import { registry, type Shell } from './shell';
import styles from './styles';
import { textsOf } from './texts';
import { PanelView } from './view/panel-view';
import { Peek } from './view/peek';

/** Joins the conversation's state to its view, and both to the page. */
function createPanel(shell: Shell) {
  const text = textsOf(shell.config.texts);
  let planned = false;
  const changed = () => {
    if (planned) return;
    planned = true;
    queueMicrotask(() => {
      planned = false;
      view.render();
      peek.render(chat, view.window.isOpen);
    });
  };
  const chat: Chat = new Chat(shell, {
    changed,
    arrived: (message) => {
      if (message.from === 'team') shell.announce('message', { at: message.at });
    },
    connected: () => tellPage(),
  });
  const tellPage = shell.config.collects.pages ? watchPages((url, title) => chat.viewed(url, title)) : () => undefined;
  const close = () => {
    if (!view.window.isOpen) return;
    view.window.hide();
    shell.closed();
    peek.render(chat, false);
  };
  addStyles(shell.root, styles + accentTextStyles(shell.config.website.accent));
  const view = new PanelView(chat, text, close);
  const peek = new Peek(shell, text);
  shell.frame.append(view.window.element);

  const wake = () => {
    chat.wake();
    changed();
  };
  for (const event of ['online', 'offline', 'focus', 'pageshow']) addEventListener(event, wake);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') wake();
  });
  shell.memory.watch(() => chat.follow());
  if (chat.visitor.token || chat.outgoing.length) chat.start();
  identify();

  /** Opening the panel is the act of somebody whom the page vouches for: their conversation may be waiting. */
  function identify() {
    if (chat.visitor.changed) forget();
    else if (!view.window.isOpen) return;
    if (chat.visitor.identity) chat.start();
  }

  function forget() {
    chat.forget();
    view.clear();
  }

  return {
    open(page?: 'privacy') {
      if (view.window.isOpen) return page && view.openPrivacy();
      view.open(page);
      peek.render(chat, true);
      identify();
      chat.wake();
    },
    close,
    identify,
    forget,
    consent: () => {
      chat.consent.tell();
      changed();
    },
  };
}

const place = registry.get();
if (place) place.createPanel = createPanel;
