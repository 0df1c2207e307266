import { Injectable } from '@nestjs/common';
import { ConsentsService, type Receipt } from '../../consent/consents.service';
import { StandingService } from '../../privacy/standing.service';
import type { VisitorIdentity } from '../../visitors/visitor.types';

/** What a visitor was shown before they wrote, as their client says. */
export interface Shown {
  id: string;
  /** BCP 47 */
  language: string;
}

/** Whether somebody may be spoken to unasked: `docs/protocol.md`, section 6. */
export interface Unasked {
  allowed: boolean;
  /** They said that they do not want it. */
  objected: boolean;
}

interface Source {
  /** Whether anything on this website speaks first. */
  used(websiteId: string): Promise<boolean>;
  /** The words that were shown; undefined if there are none like that. */
  words(speaker: VisitorIdentity, shown: Shown): Promise<string | undefined>;
}

const nobody: Source = { used: () => Promise.resolve(false), words: () => Promise.resolve(undefined) };

/** Words that come before a visitor's own. Which ones, another room knows; whether they may, is decided here. */
@Injectable()
export class Openings {
  /** Set by the room that has such words. */
  source = nobody;

  constructor(
    private readonly standing: StandingService,
    private readonly consents: ConsentsService,
  ) {}

  /** Objection, restriction and a refusal count on every device; whoever said nothing may be spoken to. */
  async of({ workspaceId, websiteId, visitorId: id }: VisitorIdentity): Promise<Unasked> {
    if (!(await this.source.used(websiteId))) return { allowed: false, objected: false };
    const [{ restricted, objections }, receipt] = await Promise.all([
      this.standing.of({ workspaceId, id }),
      this.consents.of({ workspaceId, id }),
    ]);
    const objected = objections.includes('proactive');
    return { allowed: !restricted && !objected && !refuses(receipt), objected };
  }

  /** The words that a visitor answers, unless they must not have been shown any. */
  async words(speaker: VisitorIdentity, shown: Shown): Promise<string | undefined> {
    return (await this.of(speaker)).allowed ? this.source.words(speaker, shown) : undefined;
  }
}

/** Asked and not agreed, or withdrawn. A browser's general signal alone answers nothing that was asked. */
export function refuses(receipt: Pick<Receipt, 'granted' | 'asked' | 'denied'> | undefined): boolean {
  if (!receipt || receipt.granted.includes('personalisation')) return false;
  return receipt.asked ? receipt.asked.some((term) => term.startsWith('personalisation/')) : !receipt.denied;
}
