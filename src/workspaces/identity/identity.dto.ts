import { Transform } from 'class-transformer';
import { IsInt, IsNotEmpty, IsOptional, IsUrl, Max, MaxLength, Min } from 'class-validator';
import { EmailField, LineField, TextField } from '../../common/forms/fields';

/** What a business says of itself. The first three can be changed and not taken away: a notice always names somebody. */
export class IdentityDto {
  @LineField() legalName: string;
  @IsNotEmpty() @TextField(500) address: string;
  @EmailField() contact: string;
  @TextField(500) officer: string = '';
  @TextField(500) representative: string = '';
  @TextField(500) authority: string = '';
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? Number(value) : value))
  @Max(21)
  @Min(0)
  @IsInt()
  minimumAge: number = 16;
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() || undefined : value))
  @IsOptional()
  @IsUrl({ protocols: ['https', 'http'], require_protocol: true, require_tld: false })
  @MaxLength(500)
  noticeUrl?: string;
}
