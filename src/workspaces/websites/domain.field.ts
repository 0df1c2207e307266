import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsOptional, ValidateBy } from 'class-validator';
import { hostOf } from './domains';

const mostDomains = 50;

const isHost = (value: unknown) => typeof value === 'string' && hostOf(value) === value;
/** What cannot be read stays as it was typed, for the check after it to refuse. */
const read = (typed: string) => hostOf(typed) ?? typed;

/** One domain as people type it, or nothing. */
export const DomainField = () =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? (value.trim() ? read(value) : undefined) : value)),
    IsOptional(),
    ValidateBy({ name: 'isDomain', validator: { validate: isHost } }, { message: 'fields.domain' }),
  );

/** Domains, one per line or separated by commas. */
export const DomainListField = () =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? listIn(value) : value)),
    ValidateBy(
      { name: 'areDomains', validator: { validate: (list) => Array.isArray(list) && list.every(isHost) } },
      { message: 'fields.domains' },
    ),
    ArrayMaxSize(mostDomains),
    IsArray(),
  );

function listIn(typed: string): string[] {
  const entries = typed.split(/[\r\n,]+/).map((entry) => entry.trim());
  return [...new Set(entries.filter(Boolean).map(read))];
}
