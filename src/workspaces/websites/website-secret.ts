import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { sealedUnder } from '../../common/sealing';
import { Secrets } from '../../common/secrets';
import { Database } from '../../database/database';
import { sealAgain, sealedIn, type SealedColumn } from '../../database/sealed-columns';
import type { Website } from '../website.entity';

const placeOf = (id: string) => `website ${id}`;

const column: SealedColumn = {
  table: 'website',
  key: ['id'],
  column: 'identity_secret',
  again: ({ id, identity_secret: secret }, again) => again(placeOf(id), secret),
};
sealedIn(column);

/** What signs identities lies sealed in the database, and is open in memory only. */
@Injectable()
export class WebsiteSecrets implements OnModuleInit {
  private readonly logger = new Logger('websites');

  constructor(
    private readonly secrets: Secrets,
    private readonly database: Database,
  ) {}

  /** Releases before this one kept it open; so may a backup. */
  async onModuleInit(): Promise<void> {
    const [open] = await this.database.query("SELECT 1 AS one FROM website WHERE identity_secret NOT LIKE 'v2.%' LIMIT 1");
    if (!open) return;
    const again = (place: string, secret: string) =>
      sealedUnder(secret) ? this.secrets.again(place, secret) : this.secrets.seal(place, secret);
    await sealAgain(this.database, { again }, [column]);
  }

  seal({ id, identitySecret }: Pick<Website, 'id' | 'identitySecret'>): string {
    return this.secrets.seal(placeOf(id), identitySecret);
  }

  /**
   * As it was read from the database, with its secret open. One that was sealed with a key that is gone is '', and vouches for nobody:
   * the website itself goes on.
   */
  opened<Found extends Website | null>(website: Found): Found {
    if (!website || !sealedUnder(website.identitySecret)) return website;
    return { ...website, identitySecret: this.openOf(website) };
  }

  private openOf({ id, identitySecret }: Website): string {
    try {
      return this.secrets.open(placeOf(id), identitySecret);
    } catch {
      this.logger.error(`The secret of website ${id} was sealed with another key. Put keys/ or SECRET_KEY back as they were.`);
      return '';
    }
  }
}
