import * as Turbo from '@hotwired/turbo';
import { drawnAt } from '../page';

const everyMillis = 5_000;

/** Loads the page again and morphs it into place: after a gap once, and again and again where sockets are blocked. */
export class Refresher {
  private timer = 0;
  private refreshedAt = -Infinity;

  refresh(): void {
    // A page that shows nothing live, such as a form of one step, says no time: loading it again would lose the answer to its form.
    if (!drawnAt()) return;
    this.refreshedAt = performance.now();
    Turbo.session.refresh(document.baseURI);
  }

  /** Not again and again, where a page seems old however new it is: the clock of a node may be wrong. */
  refreshOnce(): void {
    if (performance.now() - this.refreshedAt > everyMillis) this.refresh();
  }

  start(tell: (answered: boolean) => void): void {
    if (this.timer) return;
    const look = async () => {
      if (document.visibilityState !== 'visible') return;
      const answered = await isServerThere();
      tell(answered);
      if (answered) this.refresh();
    };
    this.timer = window.setInterval(() => void look(), everyMillis);
    void look();
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = 0;
  }
}

/** Turbo answers a failed visit with a full reload, which would replace the page by the browser's error: so ask first. */
async function isServerThere(): Promise<boolean> {
  try {
    const response = await fetch('/healthz', { cache: 'no-store' });
    return response.status > 0;
  } catch {
    return false;
  }
}
