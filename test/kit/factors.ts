import { Secret, TOTP } from 'otpauth';
import { Clock } from '../../src/common/clock';
import type { RunningApp } from './app';
import type { Answer, Browser } from './browser';
import { moveClock } from './shop';

export const secondStep = '/sign-in/second-step';
export const signInSettings = '/settings/you/sign-in';

const step = 30_000;

/** Somebody's authenticator app. Its clock is the server's. */
export class App {
  private readonly totp: TOTP;
  private last: number;

  constructor(
    private readonly server: RunningApp,
    readonly secret: string,
  ) {
    this.totp = new TOTP({ secret: Secret.fromBase32(secret) });
    this.last = 0;
  }

  /** A code that was not given before; time goes on where it has to. */
  async next(): Promise<string> {
    let now = this.step();
    if (this.last > now) {
      moveClock(this.server, (this.last - now) * step);
      now = this.step();
    }
    this.last = Math.max(now, this.last + 1);
    return this.code(this.last);
  }

  /** The code of a step before or after now; the step has time left, so that the answer does not come in the next one. */
  async at(steps: number): Promise<string> {
    const left = step - (this.millis() % step);
    if (left < 5000) moveClock(this.server, left + 1);
    return this.code(this.step() + steps);
  }

  private code(at: number): string {
    return this.totp.generate({ timestamp: at * step });
  }

  private step(): number {
    return Math.floor(this.millis() / step);
  }

  private millis(): number {
    return this.server.app.get(Clock, { strict: false }).millis();
  }
}

/** Recovery codes as a page shows them. */
export const codesIn = (page: string): string[] => page.match(/\b[0-9a-z]{4}(-[0-9a-z]{4}){3}\b/g) ?? [];

/** Sets up an authenticator app for whoever is signed in here. */
export async function setUp(server: RunningApp, browser: Browser): Promise<{ app: App; codes: string[]; answer: Answer }> {
  await browser.post(`${signInSettings}/authenticator/beginning`);
  const { text } = await browser.get(`${signInSettings}/authenticator`);
  const secret = /((?:[A-Z2-7]{4} ){7}[A-Z2-7]{4})/.exec(text)?.[1];
  if (!secret) throw new Error(`No secret on the page: ${text.slice(0, 300)}`);
  const app = new App(server, secret.replaceAll(' ', ''));
  const answer = await browser.post(`${signInSettings}/authenticator`, { code: await app.next() });
  if (![200, 303].includes(answer.status)) throw new Error(`Not set up: ${answer.status} ${answer.text.slice(0, 300)}`);
  return { app, codes: codesIn(answer.text), answer };
}
