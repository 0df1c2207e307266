import { Inject, Injectable } from '@nestjs/common';
import { createChallenge, extractParams, verifySolution } from 'altcha-lib/v1';
import { Clock } from '../../common/clock';
import { ChatError } from '../../common/errors';
import { Keys } from '../../common/keys';
import { Limits } from '../../common/limits/limits';
import { SETTINGS } from '../../config/config.module';
import type { Settings } from '../../config/settings';
import { WebsitesService } from '../../workspaces/websites.service';
import type { LaterFacts, VisitorIdentity } from '../visitor.types';
import { AttackWatch } from './attack-watch';

/** Half of it is tried on average: well under a second of a phone's time, and an hour of somebody's who sends ten thousand. */
const largestNumber = 250_000;
/** Seconds in which a challenge has to be solved. */
const lasts = 5 * 60;
const longestProof = 1000;
const mostProven = 10_000;

/**
 * Proof of work for visitors who have not written yet, by the protocol of ALTCHA (https://altcha.org/docs): only where their website is
 * flooded, or says so. A challenge names its website, expires, and is taken once; nothing is stored in the browser.
 */
@Injectable()
export class Proofs {
  private readonly key: string;
  private readonly watch = new AttackWatch();
  /** Visitors whose proof is looked at or was right: what they wrote together with it waits for that. */
  private readonly proven = new Map<string, Promise<void>>();

  constructor(
    private readonly websites: WebsitesService,
    private readonly limits: Limits,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
    keys: Keys,
  ) {
    this.key = keys.derive('proof of work').toString('hex');
  }

  challenge(websiteId: string) {
    const expires = new Date(Date.now() + lasts * 1000);
    const params = { website: websiteId };
    return createChallenge({ hmacKey: this.key, algorithm: 'SHA-256', maxNumber: largestNumber, expires, params });
  }

  /** Before the first words of somebody new. @throws ChatError proof.needed, proof.wrong */
  async check({ websiteId, visitorId, facts }: VisitorIdentity & { facts?: LaterFacts }, proof: unknown): Promise<void> {
    if (!facts) return;
    const website = await this.websites.byId(websiteId);
    if (!website || website.proof === 'never') return;
    const now = this.clock.millis();
    const known = this.proven.get(visitorId);
    if (known) return known;
    if (website.proof === 'automatic') {
      if (!this.settings.RATE_LIMITS) return;
      this.watch.note(websiteId, visitorId, (await facts()).marks?.address ?? '', now);
      if (!this.watch.isAttacked(websiteId, now)) return;
    }
    if (proof === undefined) throw new ChatError('proof.needed');
    const looking = this.verify(websiteId, proof);
    if (this.proven.size >= mostProven) this.proven.delete(this.proven.keys().next().value!);
    this.proven.set(visitorId, looking);
    looking.catch(() => this.proven.delete(visitorId));
    await looking;
  }

  private async verify(websiteId: string, proof: unknown): Promise<void> {
    if (typeof proof !== 'string' || proof.length > longestProof) throw new ChatError('proof.wrong');
    try {
      if (!(await verifySolution(proof, this.key, true))) throw new ChatError('proof.wrong');
      if (extractParams(proof).website !== websiteId) throw new ChatError('proof.wrong');
      const { challenge } = JSON.parse(Buffer.from(proof, 'base64').toString()) as { challenge: string };
      if (!(await this.limits.once('proof', challenge, lasts))) throw new ChatError('proof.wrong');
    } catch (error) {
      // What cannot even be read is no proof.
      throw error instanceof ChatError ? error : new ChatError('proof.wrong');
    }
  }
}
