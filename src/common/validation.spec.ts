import { IsEmail, IsIn, IsInt, IsNotEmpty, IsString, Length, MaxLength, Min } from 'class-validator';
import type { ChatError } from './errors';
import { Texts } from './texts';
import { InputPipe } from './validation';

class Form {
  @IsEmail() @MaxLength(30) @IsNotEmpty() @IsString() email: string;
  @Length(2, 5) @IsString() name: string;
  @IsIn(['a', 'b']) role: string;
  @Min(3) @IsInt() count: number;
}

const pipe = new InputPipe(new Texts({ DEVELOPMENT: false }));
const good = { email: 'ana@example.org', name: 'Ana', role: 'a', count: 3 };
const refused = async (value: unknown) =>
  pipe.check(Form, value).then(
    () => undefined,
    (error: ChatError) => ({ code: error.code, fields: error.details.fields }),
  );

describe('input', () => {
  it.each(['lists', 'objects'])('of %s in each other without end is refused before anybody walks into it', async (kind) => {
    let value: unknown = 'x';
    for (let level = 0; level < 5_000; level++) value = kind === 'lists' ? [value] : { value };
    expect(await refused({ ...good, name: value })).toEqual({ code: 'request.malformed', fields: undefined });
  });

  it('passes as its class', async () => expect(await pipe.check(Form, good)).toBeInstanceOf(Form));

  it.each([
    ['nothing', { email: '' }, { email: 'This is needed.' }],
    ['no address', { email: 'ana' }, { email: 'Write an address like name@example.com.' }],
    ['too much', { email: `${'a'.repeat(30)}@example.org` }, { email: 'At most 30 characters fit.' }],
    ['too little', { name: 'A' }, { name: 'At least 2 characters are needed.' }],
    ['another option', { role: 'c' }, { role: 'Choose one of the options.' }],
    ['too small a number', { count: 1 }, { count: 'At least 3 is needed.' }],
    ['a number as text', { count: '3' }, { count: 'Write a whole number.' }],
    ['a list where a text belongs', { name: ['Ana', 'Ben'] }, { name: 'Write a text.' }],
    ['an object where a text belongs', { name: { $ne: '' } }, { name: 'Write a text.' }],
    ['a field that does not exist', { admin: true }, { admin: 'There is no such field.' }],
  ])('of %s is refused with a sentence', async (_name, change, fields) => {
    expect(await refused({ ...good, ...change })).toEqual({ code: 'request.invalid', fields });
  });

  it('that is a list instead of fields is not read at all', async () => {
    expect(await refused([good])).toMatchObject({ code: 'request.malformed' });
  });

  it('never comes back in a refusal, and never reaches a prototype', async () => {
    const answer = await refused(JSON.parse('{"email":"<script>secret","__proto__":{"polluted":1}}'));
    expect(JSON.stringify(answer)).not.toContain('secret');
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});
