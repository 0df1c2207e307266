import { drawnAt } from '../page';
import { pause } from './pause';
import { Refresher } from './refresher';
import { showStreams } from './streams';

export type LiveState = 'connecting' | 'live' | 'reconnecting' | 'slow' | 'offline';
interface Frame {
  event: string;
  data?: unknown;
}

const quietMillis = 25_000;
const deadlineMillis = 5_000;
/** After so many fruitless attempts we take it that something on the way blocks sockets. */
const attemptsBeforeRefreshing = 3;

/** The line to the server: carries streams of HTML to the page, and what the agent does to the others. */
class InboxSocket {
  state: LiveState = 'connecting';
  private line: WebSocket | null = null;
  private attempts = 0;
  private isStarted = false;
  private wasLive = false;
  private timer = 0;
  private watchdog = 0;
  private readonly refresher = new Refresher();

  /** Does nothing if it was started before. */
  start(): void {
    if (this.isStarted) return;
    this.isStarted = true;
    this.connect();
    addEventListener('turbo:load', () => this.watch());
    addEventListener('online', () => this.check());
    addEventListener('offline', () => this.change('offline'));
    addEventListener('pageshow', () => this.check());
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && this.check());
  }

  /** Says something to the server, if there is a line; all of it is of the moment and not worth keeping. */
  send(event: string, data: object = {}): void {
    if (this.line?.readyState === WebSocket.OPEN) this.line.send(JSON.stringify({ event, data }));
  }

  private connect(): void {
    const address = new URL('/inbox/socket', location.href);
    address.protocol = address.protocol.replace('http', 'ws');
    const line = new WebSocket(address);
    this.line = line;
    line.addEventListener('open', () => this.opened());
    line.addEventListener('message', ({ data }) => this.received(JSON.parse(data as string) as Frame));
    line.addEventListener('close', () => line === this.line && this.closed());
  }

  private opened(): void {
    this.attempts = 0;
    this.refresher.stop();
    // What happened while the line was down is in the page, not in the line.
    if (this.wasLive) this.refresher.refresh();
    this.watch();
    this.change('live');
    this.wasLive = true;
    this.expectSound();
  }

  /** What changed between the drawing of this page and now comes again: the line may have told the page before it. */
  private watch(): void {
    this.send('inbox.watch', { list: true, drawnAt: drawnAt() });
  }

  private closed(): void {
    this.line = null;
    clearTimeout(this.watchdog);
    this.attempts++;
    const blocked = this.attempts >= attemptsBeforeRefreshing && navigator.onLine;
    if (blocked) this.refresher.start((answered) => this.change(answered ? 'slow' : 'offline'));
    else this.change(navigator.onLine ? 'reconnecting' : 'offline');
    this.connectAfter(pause(this.attempts));
  }

  private connectAfter(millis: number): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.connectNow(), millis);
  }

  private connectNow(): void {
    clearTimeout(this.timer);
    if (!this.line) this.connect();
  }

  private received({ event, data }: Frame): void {
    this.expectSound();
    // A short break may leave the line as it was: then only what could not be sent meanwhile is to be caught up.
    if (this.state === 'offline' && navigator.onLine) this.change('live');
    if (event === 'stream') showStreams(data as string);
    else if (event === 'page.old') this.refresher.refreshOnce();
    else if (event === 'signed.out') location.assign('/sign-in');
    else if (event === 'server.closing') this.leave((data as { retryAfter: number }).retryAfter);
    else document.dispatchEvent(new CustomEvent(`inbox:${event}`, { detail: data }));
  }

  /** The server goes down in order: come back when it said, with some chance, so that not all come at once. */
  private leave(retryAfter: number): void {
    const line = this.line;
    this.line = null;
    line?.close();
    clearTimeout(this.watchdog);
    this.change('reconnecting');
    this.connectAfter(retryAfter * (1 + Math.random() / 2));
  }

  /** Back from sleep or from another tab: is anybody there? */
  private check(): void {
    if (!this.line) return this.connectNow();
    this.ask();
  }

  private expectSound(): void {
    clearTimeout(this.watchdog);
    this.watchdog = window.setTimeout(() => this.ask(), quietMillis);
  }

  private ask(): void {
    clearTimeout(this.watchdog);
    this.send('ping');
    this.watchdog = window.setTimeout(() => this.line && this.drop(this.line), deadlineMillis);
  }

  /** A dead line may take minutes to say so itself. */
  private drop(line: WebSocket): void {
    line.close();
    if (line === this.line) this.closed();
  }

  private change(state: LiveState): void {
    this.state = state;
    document.dispatchEvent(new CustomEvent('inbox:state', { detail: state }));
  }
}

export const socket = new InboxSocket();
