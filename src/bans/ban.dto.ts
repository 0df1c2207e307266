import { IsIn, IsOptional, Matches, MaxLength } from 'class-validator';
import { LineField, ShortField } from '../common/forms/fields';
import type { NewBan, VisitorBanKind } from './bans.service';

const day = 86_400_000;
export const terms = ['day', 'week', 'month', 'date'] as const;
export type Term = (typeof terms)[number];
const lengths: Record<Exclude<Term, 'date'>, number> = { day, week: 7 * day, month: 30 * day };

/** For how long, and why. A week, where nothing is said. */
export class BanDto {
  @IsIn(terms) term: Term = 'week';
  /** The last day of the ban, where `term` is `date`. */
  @IsOptional() @Matches(/^(\d{4}-\d{2}-\d{2})?$/) until?: string;
  @LineField() @MaxLength(200) reason: string;

  static endOf({ term, until, reason }: BanDto, now: Date): NewBan {
    if (term !== 'date') return { reason, until: new Date(now.getTime() + lengths[term]) };
    return { reason, until: new Date(`${until}T23:59:59.999Z`) };
  }
}

export const visitorKinds = ['visitor', 'address', 'network'] as const satisfies VisitorBanKind[];

export class VisitorBanDto extends BanDto {
  @IsIn(visitorKinds) kind: VisitorBanKind = 'visitor';
}

export class TypedBanDto extends BanDto {
  @ShortField(60) address: string;
}
