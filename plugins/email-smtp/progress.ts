import { PluginError } from '../../src/plugin-api';

/** Milliseconds until a mail has to be on its way. */
const untilWhole = 50_000;
/**
 * Milliseconds for the server's yes after that. Whoever gives up here does not know whether the mail was taken, and sends it twice
 * (RFC 1047); RFC 5321 (4.5.3.2.6) asks for ten minutes, which is more than the host waits.
 */
const untilYes = 100_000;

/** How far a mail has come, and how long it may take from there. */
export class Progress {
  /** The server has all of it, or nearly: from now on only the server knows whether it took it. */
  isWhole = false;
  private timer?: NodeJS.Timeout;
  private restart: () => void = () => undefined;

  whole(): void {
    this.isWhole = true;
    this.restart();
  }

  /** @returns what fails when the time is over, or when nobody waits any more */
  inTime(signal: AbortSignal): Promise<never> {
    return new Promise((_, reject) => {
      const over = () =>
        reject(new PluginError('The mail server did not answer in time.', true, { doubtful: this.isWhole, code: 'timeout' }));
      this.restart = () => {
        clearTimeout(this.timer);
        this.timer = setTimeout(over, this.isWhole ? untilYes : untilWhole);
      };
      this.restart();
      signal.addEventListener('abort', over, { once: true });
    });
  }

  end(): void {
    clearTimeout(this.timer);
    this.restart = () => undefined;
  }
}
