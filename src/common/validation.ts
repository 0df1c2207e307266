import { Injectable, ValidationPipe, type ArgumentMetadata, type Type, type ValidationError } from '@nestjs/common';
import { ChatError } from './errors';
import { Texts } from './texts';

const shownFields = 20;
/** No form has levels; whoever sends thousands wants the checks, which call themselves, to run out of stack. */
const deepest = 16;

/** What a broken rule says to a person; of several broken ones the first here. A rule can bring its own text: `@Matches(…, { message: 'settings.accentWrong' })`. */
const textOf: Record<string, string> = {
  whitelistValidation: 'validation.unknown',
  isDefined: 'validation.missing',
  isNotEmpty: 'validation.missing',
  isString: 'validation.text',
  isInt: 'validation.number',
  isNumber: 'validation.number',
  isBoolean: 'validation.yesOrNo',
  isArray: 'validation.list',
  minLength: 'validation.tooShort',
  maxLength: 'validation.tooLong',
  isLength: 'validation.tooShort',
  arrayMaxSize: 'validation.tooMany',
  min: 'validation.tooSmall',
  max: 'validation.tooLarge',
  isEmail: 'validation.email',
  isUrl: 'validation.url',
  isIn: 'validation.choice',
  isEnum: 'validation.choice',
};

/** Checks what comes in against its class: known fields only, of the right shape. Refusals name fields, never values. */
@Injectable()
export class InputPipe extends ValidationPipe {
  constructor(private readonly texts: Texts) {
    super({
      whitelist: true,
      forbidNonWhitelisted: true,
      transform: true,
      exceptionFactory: (errors) => new ChatError('request.invalid', { fields: this.sentences(errors) }),
    });
  }

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'body' && Array.isArray(value)) throw new ChatError('request.malformed');
    if (!isFlat(value, deepest)) throw new ChatError('request.malformed');
    return super.transform(value, metadata);
  }

  /** The same check by hand, for a form that shows its errors beside its fields. */
  async check<Input extends object>(input: Type<Input>, value: unknown): Promise<Input> {
    return (await this.transform(value, { type: 'body', metatype: input })) as Input;
  }

  private sentences(errors: ValidationError[], prefix = ''): Record<string, string> {
    const found = errors.slice(0, shownFields).flatMap((error): [string, string][] => {
      const name = (prefix + error.property).slice(0, 100);
      if (error.children?.length) return Object.entries(this.sentences(error.children, `${name}.`));
      return [[name, this.sentence(error.constraints ?? {})]];
    });
    return Object.fromEntries(found);
  }

  private sentence(constraints: Record<string, string>): string {
    // A missing value, or one of the wrong shape, breaks every rule: the plainest is the one to read.
    const [rule, message] = Object.entries(constraints).sort(([left], [right]) => rank(left) - rank(right))[0] ?? ['', ''];
    if (this.texts.has('en', message)) return this.texts.t('en', message);
    const [limit] = /\d+/.exec(message.slice(message.indexOf(' '))) ?? [];
    return this.texts.t('en', textKey(rule, message), { limit });
  }
}

/** Whether nothing in it lies deeper than so many levels. */
const isFlat = (value: unknown, levels: number): boolean =>
  typeof value !== 'object' || value === null || (levels > 0 && Object.values(value).every((inner) => isFlat(inner, levels - 1)));

/** `isLength` has two limits, and only its message tells which of them was missed. */
const textKey = (rule: string, message: string): string =>
  rule === 'isLength' && message.includes('shorter') ? 'validation.tooLong' : (textOf[rule] ?? 'validation.invalid');

const ranks = Object.keys(textOf);
const rank = (rule: string): number => (ranks.indexOf(rule) + ranks.length + 1) % (ranks.length + 1);
