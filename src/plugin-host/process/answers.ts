import { types } from 'node:util';
import Ajv, { type ValidateFunction } from 'ajv';
import { answerSchemas, mayBeNothing } from './answer-schemas';
import type { ProcessCall } from './plugin-processes';

// What was not promised is cut away: nobody comes to rely on it.
const ajv = new Ajv({ strict: false, removeAdditional: true });
ajv.addKeyword({ keyword: 'isBytes', validate: (_schema: unknown, data: unknown) => types.isUint8Array(data) });
ajv.addKeyword({ keyword: 'isDate', validate: (_schema: unknown, data: unknown) => types.isDate(data) && !isNaN(+data) });
const compiled = new Map<string, ValidateFunction>();

/** Looks whether an answer, or a piece of one, is what the capability promises. `fault` says what is wrong with it. */
export function answerOf({ capability, method, argument }: ProcessCall, value: unknown): { value?: unknown; fault?: string } {
  const name = `${capability}.${method}`;
  const schema = answerSchemas[name];
  if (!schema) return {};
  if (value === undefined || value === null) return mayBeNothing.has(name) ? {} : { fault: `${name} answered nothing.` };
  const validate = compiled.get(name) ?? ajv.compile(schema);
  compiled.set(name, validate);
  if (!validate(value)) {
    const [{ instancePath, message }] = validate.errors!;
    return { fault: `${name}: ${instancePath || 'the answer'} ${message}.` };
  }
  const fault = rules[name]?.(value as never, argument as never);
  return fault ? { fault: `${name}: ${fault}` } : { value };
}

/** What a schema cannot say. */
const rules: Record<string, (value: never, argument: never) => string | undefined> = {
  'translator.translate': ({ texts }: { texts: unknown[] }, asked: { texts: unknown[] }) =>
    texts.length === asked.texts.length ? undefined : `${texts.length} texts came back for ${asked.texts.length}.`,
  'paymentProvider.checkout': ({ url, instructions }: { url?: string; instructions?: string }) =>
    Boolean(url) === Boolean(instructions) ? 'either an address or instructions, and not both.' : undefined,
  'composerAction.list': (actions: { id: string }[]) =>
    new Set(actions.map(({ id }) => id)).size < actions.length ? 'two actions have one id.' : undefined,
  'composerAction.run': ({ text, message }: { text?: string; message?: string }) =>
    Boolean(text) === Boolean(message) ? 'either a text or a message, and not both.' : undefined,
};
