import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { randomToken } from '../../common/ids';
import { hashOfToken } from '../../common/token-hash';
import { Database } from '../../database/database';
import { PasskeyChallenge, type Ceremony } from './passkey-challenge.entity';

/** Milliseconds to find the device and touch it. */
export const challengeTime = 5 * 60_000;

/** Random numbers for devices to sign: each for one ceremony of one browser's session, and once. */
@Injectable()
export class Challenges {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @param holder the session or half session that asks; empty where nobody is signed in. @returns base64url */
  async make(ceremony: Ceremony, holder: string): Promise<string> {
    const challenge = randomToken(256);
    const now = this.clock.millis();
    await this.database.transaction(async (tx) => {
      await tx.run('DELETE FROM passkey_challenge WHERE expires_at <= ?', [now]);
      const expiresAt = new Date(now + challengeTime);
      await tx.manager.insert(PasskeyChallenge, { id: hashOfToken(challenge), ceremony, holder, expiresAt });
    });
    return challenge;
  }

  /** Whether it was made for this, and not used before. */
  async take(challenge: string, ceremony: Ceremony, holder: string): Promise<boolean> {
    const sql = 'DELETE FROM passkey_challenge WHERE id = ? AND ceremony = ? AND holder = ? AND expires_at > ? RETURNING id';
    const values = [hashOfToken(challenge), ceremony, holder, this.clock.millis()];
    return (await this.database.transaction((tx) => tx.run(sql, values))).length > 0;
  }
}
