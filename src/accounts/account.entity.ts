import { Entity, Index } from 'typeorm';
import { Ages } from '../data-map/ages';
import { HeldOf } from '../data-map/held-of';
import { NotPersonal, Personal } from '../data-map/personal';
import { IdColumn, ListColumn, TextColumn, TimeColumn } from '../database/columns';
import type { MutableMailKind } from '../outbox/mail.entity';

/** A person with a login. */
@Entity()
@Index('account_by_email', ['email'], { unique: true })
@HeldOf('account', { by: 'id', erased: 'deleted' })
@Ages('accounts', { by: 'aloneSince' })
export class Account {
  @IdColumn() @NotPersonal('random identifier') id: string;
  /** In lower case. */
  @TextColumn() @Personal({ category: 'account', subject: 'account', purpose: 'account', source: 'subject' }) email: string;
  @TextColumn() @Personal({ category: 'account', subject: 'account', purpose: 'account', source: 'subject' }) name: string;
  /** argon2id, in the PHC string format. */
  @TextColumn()
  @Personal({ category: 'security', subject: 'account', purpose: 'security', source: 'subject' })
  passwordHash: string;
  @TimeColumn() @Personal({ category: 'account', subject: 'account', purpose: 'account', source: 'automatic' }) createdAt: Date;
  /** Since when it belongs to no workspace; null while it belongs to one. Noted at night. */
  @TimeColumn({ nullable: true })
  @Personal({ category: 'account', subject: 'account', purpose: 'account', source: 'automatic' })
  aloneSince: Date | null;
  /** Kinds of mail that they want none of. */
  @ListColumn()
  @Personal({ category: 'account', subject: 'account', purpose: 'account', source: 'subject' })
  mutedMails: MutableMailKind[];
  /** What they say of themselves, if they want to. */
  @TextColumn({ default: '' })
  @Personal({ category: 'account', subject: 'account', purpose: 'account', source: 'subject' })
  jobTitle: string;
  @TextColumn({ default: '' })
  @Personal({ category: 'account', subject: 'account', purpose: 'account', source: 'subject' })
  company: string;
  /** BCP 47: of letters to them. */
  @TextColumn({ default: 'en' })
  @Personal({ category: 'account', subject: 'account', purpose: 'account', source: 'subject' })
  language: string;
  /** IANA; '': their browser's. */
  @TextColumn({ default: '' })
  @Personal({ category: 'account', subject: 'account', purpose: 'account', source: 'subject' })
  timeZone: string;
  @TextColumn({ default: 'system' }) @NotPersonal('setting') theme: 'system' | 'light' | 'dark';
}
