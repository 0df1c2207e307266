import type { Manifest } from '../../plugin-api';
import type { KnownField } from './field-catalogue';
import { fieldsAbout, project } from './projection';

const fields: KnownField[] = [
  { name: 'visitor.email', category: 'contact', subject: 'visitor', purpose: 'conversation', source: 'subject' },
  { name: 'visitor.name', category: 'contact', subject: 'visitor', purpose: 'conversation', source: 'subject' },
  { name: 'account.name', category: 'account', subject: 'account', purpose: 'account', source: 'subject' },
  { name: 'message.body', category: 'conversation', subject: 'visitor', purpose: 'conversation', source: 'subject' },
];
const known = (name: string) => fields.find((field) => field.name === name);
const isKnown = (name: string) => Boolean(known(name));
const manifest = (declared: string[]) => ({ id: 'spy', privacy: { fields: declared } }) as unknown as Manifest;

it('lets exactly the declared fields through, if they have a value', () => {
  const given = { 'visitor.email': 'ana@example.com', 'visitor.name': null, 'message.body': 'Hello' };
  expect(project(manifest(['visitor.email', 'visitor.name']), 'cardProvider', given, isKnown)).toEqual({
    'visitor.email': 'ana@example.com',
  });
});

it('refuses a field that the data map does not know, declared or not', () => {
  const work = () => project(manifest(['visitor.shoeSize']), 'cardProvider', { 'visitor.shoeSize': 38 }, isKnown);
  expect(work).toThrow(expect.objectContaining({ reason: 'unknown-field', field: 'visitor.shoeSize' }));
});

it('refuses a capability whose manifest does not declare what it cannot do without', () => {
  const work = () => project(manifest(['visitor.email']), 'translator', { 'message.body': 'Hello' }, isKnown);
  expect(work).toThrow(expect.objectContaining({ reason: 'undeclared-field', field: 'message.body' }));
});

it('knows no field that objects bring along by themselves', () => {
  expect(() => project(manifest(['constructor']), 'cardProvider', { constructor: 1 }, isKnown)).toThrow('unknown-field');
});

describe('what is written down about whom', () => {
  const ana = { kind: 'visitor', id: 'ana' } as const;
  const ben = { kind: 'account', id: 'ben' } as const;
  const names = fields.map(({ name }) => name);

  it('everything, if it is about one kind of person only', () => {
    expect(fieldsAbout(ana, [ana], ['visitor.email', 'message.body'], known)).toEqual(['visitor.email', 'message.body']);
    expect(fieldsAbout(ben, [ben], ['message.body'], known)).toEqual(['message.body']);
  });

  it('to each their own, and to both what stands in the conversation', () => {
    expect(fieldsAbout(ana, [ana, ben], names, known)).toEqual(['visitor.email', 'visitor.name', 'message.body']);
    expect(fieldsAbout(ben, [ana, ben], names, known)).toEqual(['account.name', 'message.body']);
  });
});
