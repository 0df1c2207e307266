import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsBoolean, IsEmail, IsNotEmpty, IsOptional, IsString, Matches, MaxLength, MinLength } from 'class-validator';
import { plainText } from '../plain-text';

const trimmed = Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value));
/** No line breaks or other control characters, and nothing that turns the reading direction of what follows. */
// eslint-disable-next-line no-control-regex -- control characters are what it looks for
const oneLine = /^[^\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]*$/;
/** Tabs and line breaks are all that a text needs. */
// eslint-disable-next-line no-control-regex -- control characters are what it looks for
const noControls = /^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$/;

/** A name or the like: one line of 1 to 100 characters. */
export const LineField = () =>
  applyDecorators(trimmed, Matches(oneLine, { message: 'fields.oneLine' }), MaxLength(100), IsNotEmpty(), IsString());

/** One line of at most 200 characters, or nothing. */
export const OptionalLineField = () =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() || undefined : value)),
    IsOptional(),
    Matches(oneLine, { message: 'fields.oneLine' }),
    MaxLength(200),
    IsString(),
  );

/** One line of at most `most` characters; may be empty. */
export const ShortField = (most: number) =>
  applyDecorators(trimmed, Matches(oneLine, { message: 'fields.oneLine' }), MaxLength(most), IsString());

/** An address, in lower case. Half characters, which make the check of an address throw, are gone before it. */
export const EmailField = () =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? plainText(value).trim().toLowerCase() : value)),
    IsEmail({ allow_utf8_local_part: true }),
    MaxLength(254),
    IsNotEmpty(),
    IsString(),
  );

/** An address, or nothing. */
export const OptionalEmailField = () =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' ? plainText(value).trim().toLowerCase() || undefined : value,
    ),
    IsOptional(),
    IsEmail({ allow_utf8_local_part: true }),
    MaxLength(254),
  );

/** A password that somebody chooses. The upper limit keeps hashing cheap. */
export const NewPasswordField = () => applyDecorators(MaxLength(256), MinLength(8), IsNotEmpty(), IsString());

/** A password that somebody has: whatever it was when it was chosen. */
export const PasswordField = () => applyDecorators(MaxLength(256), IsNotEmpty(), IsString());

/** Up to `most` characters on any number of lines; may be empty. */
export const TextField = (most: number) => applyDecorators(trimmed, Matches(noControls), MaxLength(most), IsString());

/** `#rrggbb` */
export const ColourField = () =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim().toLowerCase() : value)),
    Matches(/^#[0-9a-f]{6}$/, { message: 'fields.colour' }),
  );

const ticks = new Map([
  ['true', true],
  ['on', true],
  ['false', false],
]);

/** A tick box: missing from the form unless ticked, so the class gives it `false` to begin with. */
export const TickField = () =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? (ticks.get(value) ?? value) : value)),
    IsBoolean(),
  );
