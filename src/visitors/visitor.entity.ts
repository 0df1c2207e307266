import { Entity, Index } from 'typeorm';
import { Ages } from '../data-map/ages';
import { HeldOf } from '../data-map/held-of';
import { NotPersonal, Personal } from '../data-map/personal';
import { FlagColumn, IdColumn, TextColumn, TimeColumn } from '../database/columns';

/** What the website vouched for comes from the website. */
const vouched = { by: 'verified', of: { true: 'website', 1: 'website' } } as const;

/** Somebody who wrote on a website. There is no row before the first message. */
@Entity()
@Index('visitor_by_external_id', ['websiteId', 'externalId'], { unique: true })
@HeldOf('visitor', { by: 'id', erased: 'deleted' })
@Ages('messages', { by: 'seenAt' })
@Ages('contact', { by: 'seenAt', empties: ['externalId', 'name', 'email'] })
@Ages('technical', { by: 'seenAt', empties: ['browser', 'os', 'language'] })
@Ages('location', { by: 'seenAt', empties: ['country'] })
@Ages('abuse', { by: 'addressAt', empties: ['addressHash', 'networkHash'] })
export class Visitor {
  @IdColumn() @NotPersonal('random identifier') id: string;
  @TextColumn() @NotPersonal('tenant') workspaceId: string;
  @TextColumn() @NotPersonal('website') websiteId: string;
  /** The website's own identifier of its signed-in user, vouched for by its signature. */
  @TextColumn({ nullable: true })
  @Personal({ category: 'contact', subject: 'visitor', purpose: 'conversation', source: 'subject', sources: vouched })
  externalId: string | null;
  @TextColumn({ nullable: true })
  @Personal({
    category: 'contact',
    subject: 'visitor',
    purpose: 'conversation',
    source: 'subject',
    sources: vouched,
    switch: 'contact',
  })
  name: string | null;
  @TextColumn({ nullable: true })
  @Personal({
    category: 'contact',
    subject: 'visitor',
    purpose: 'conversation',
    source: 'subject',
    sources: vouched,
    switch: 'contact',
  })
  email: string | null;
  /** Whether the website vouched for name and address, or somebody only typed them. */
  @FlagColumn() @NotPersonal('whether a signature was checked') verified: boolean;
  @TextColumn({ nullable: true })
  @Personal({ category: 'technical', subject: 'visitor', purpose: 'conversation', source: 'automatic', switch: 'browser' })
  browser: string | null;
  @TextColumn({ nullable: true })
  @Personal({ category: 'technical', subject: 'visitor', purpose: 'conversation', source: 'automatic', switch: 'browser' })
  os: string | null;
  @TextColumn({ nullable: true })
  @Personal({ category: 'technical', subject: 'visitor', purpose: 'conversation', source: 'automatic', switch: 'browser' })
  language: string | null;
  /** ISO 3166-1 alpha-2. */
  @TextColumn({ nullable: true })
  @Personal({ category: 'location', subject: 'visitor', purpose: 'conversation', source: 'automatic', switch: 'location' })
  country: string | null;
  @TimeColumn()
  @Personal({ category: 'activity', subject: 'visitor', purpose: 'conversation', source: 'automatic' })
  createdAt: Date;
  @TimeColumn()
  @Personal({ category: 'activity', subject: 'visitor', purpose: 'conversation', source: 'automatic' })
  seenAt: Date;
  /** The address that they were last here from, as a keyed hash: see `AddressHashes`. */
  @TextColumn({ nullable: true })
  @Personal({ category: 'security', subject: 'visitor', purpose: 'security', source: 'automatic' })
  addressHash: string | null;
  /** The same of the network around it. */
  @TextColumn({ nullable: true })
  @Personal({ category: 'security', subject: 'visitor', purpose: 'security', source: 'automatic' })
  networkHash: string | null;
  @TimeColumn({ nullable: true }) @NotPersonal('age of the two') addressAt: Date | null;
}
