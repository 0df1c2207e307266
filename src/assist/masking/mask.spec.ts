import fc from 'fast-check';
import { Mask } from './mask';

const people = ['Ana Silva', 'Ben'];
const hide = (text: string, names: string[] = people) => new Mask(names).hide(text);

async function* piecesOf(text: string, ...cuts: number[]): AsyncGenerator<string> {
  const places = [0, ...cuts, text.length];
  for (let index = 1; index < places.length; index++) yield text.slice(places[index - 1], places[index]);
}
async function joined(pieces: AsyncIterable<string>): Promise<string> {
  let whole = '';
  for await (const piece of pieces) whole += piece;
  return whole;
}

describe('names', () => {
  it('have hyphens, and everything else that people are called', () => {
    expect(hide('Hello Jean-Luc Müller-Lüdenscheidt', ['Jean-Luc Müller-Lüdenscheidt'])).toBe('Hello [NAME_1]');
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (names) => {
        expect(hide('Hello', [...names, 'x'])).toBeDefined();
      }),
    );
  });
});

describe('what is hidden', () => {
  it.each([
    ['an address', 'write to ana.silva+shop@mail.example.com.', 'write to [EMAIL_1].'],
    ['addresses that stick together', 'ana@x.org_bo@x.org%eva@x.org', '[EMAIL_1]'],
    ['an address in brackets', 'me <ana@x.org>', 'me <[EMAIL_1]>'],
    ['an address with letters of the world', 'jörg@bücher.example', '[EMAIL_1]'],
    ['an international number', 'call +351 912 345 678 today', 'call [PHONE_1] today'],
    ['with a double zero', 'call 0049 (0)30 1234567', 'call [PHONE_1]'],
    ['a national number', 'appelez le 06 12 34 56 78', 'appelez le [PHONE_1]'],
    ['a national number in one', 'ruf 015112345678 an', 'ruf [PHONE_1] an'],
    ['an American number', '(555) 123-4567 or 555-987-6543', '[PHONE_1] or [PHONE_2]'],
    ['a Spanish number', 'mi móvil: 612 345 678', 'mi móvil: [PHONE_1]'],
    ['a number that sticks to words', 'tel+351912345678 ou 0612345678svp', 'tel[PHONE_1] ou [PHONE_2]svp'],
    ['an IBAN', 'DE89370400440532013000', '[IBAN_1]'],
    ['an IBAN in groups', 'IBAN DE89 3704 0044 0532 0130 00 bitte', 'IBAN [IBAN_1] bitte'],
    ['a mistyped IBAN', 'pt50 0002 0123 1234 5678 9015 9', '[IBAN_1]'],
    ['a card', 'my card 4111 1111 1111 1111 was charged', 'my card [CARD_1] was charged'],
    ['a card with dashes', '5500-0000-0000-0004', '[CARD_1]'],
    ['an address of a page with a query', 'see https://shop.example/o?mail=a@b.co&t=1.', 'see [URL_1].'],
    ['an address with credentials', 'https://ana:secret@shop.example/', '[URL_1]'],
    ['a name', 'I am Ana Silva', 'I am [NAME_1]'],
    ['parts of a name', 'Hello Ana, or Ms Silva', 'Hello [NAME_1], or Ms [NAME_2]'],
    ['a name in capitals', 'ANA SILVA, Madrid', '[NAME_1], Madrid'],
    ['a name at the end', 'thanks, ben', 'thanks, [NAME_1]'],
    ['an agent', "Ben's answer", "[NAME_1]'s answer"],
  ])('%s', (_name, text, expected) => expect(hide(text)).toBe(expected));

  it.each([
    ['an order number', 'order 4711-2024-001, AB-1234567 and #0012345678'],
    ['a long order number that is no card', 'order 4111111111111112'],
    ['a price', 'it costs 1,234.56 or 12.345,67 or 1 234 567'],
    ['a date', 'on 05.12.2024, 2024-05-12 or 05/12/2024'],
    ['a time', 'between 08:30 and 18:00'],
    ['an address of a page', 'https://shop.example/tables/oak'],
    ['a version', 'version 10.15.7.1002'],
    ['part of a word', 'Banana, bending, Anastasia'],
    ['a sentence', 'Where is my parcel? I ordered 3 chairs in 2024.'],
    ['nothing', ''],
  ])('not: %s', (_name, text) => expect(hide(text)).toBe(text));

  it.each([
    ['Jörg Müller', 'jörg sagt', '[NAME_1] sagt'],
    ['Zoe\u0308', 'Zoë writes', '[NAME_1] writes'],
    ['سارة أحمد', 'أنا سارة', 'أنا [NAME_1]'],
    ['王小明', '我是王小明。', '我是[NAME_1]。'],
    ['Maria de Souza', 'a mesa de Maria', 'a mesa de [NAME_1]'],
    ['Li Wei', 'li is Li', 'li is [NAME_1]'],
    ["Sinéad O'Connor", "Mrs O'Connor", 'Mrs [NAME_1]'],
    ['ana silva', 'Hi Ana', 'Hi [NAME_1]'],
    ['A.*+? (x)', 'A.*+? (x)', '[NAME_1]'],
    ['', 'nobody', 'nobody'],
  ])('knows the name %p', (name, text, expected) => expect(hide(text, [name])).toBe(expected));

  it('has the same placeholder for the same value, in all texts', () => {
    const mask = new Mask(people);
    expect(mask.hide('ana@x.org and bo@x.org')).toBe('[EMAIL_1] and [EMAIL_2]');
    expect(mask.hide('bo@x.org again')).toBe('[EMAIL_2] again');
  });
});

describe('what comes back', () => {
  const text = 'Hi Ana Silva, we sent it to ana@x.org and called +351 912 345 678.';

  it('is what was hidden', () => {
    const mask = new Mask(people);
    expect(mask.restore(mask.hide(text))).toBe(text);
  });

  it.each(['\\[EMAIL_1\\]', '[email_1]', '[Email 1]', '[ EMAIL_1 ]'])('is found as %s too', (changed) => {
    const mask = new Mask([]);
    mask.hide('ana@x.org');
    expect(mask.restore(`To ${changed}.`)).toBe('To ana@x.org.');
  });

  it('keeps a stroke that stood before what was hidden', async () => {
    const mask = new Mask([]);
    const hidden = mask.hide('[sic] C:\\ana@x.org');
    expect(mask.restore(hidden)).toBe('[sic] C:\\ana@x.org');
    for (let cut = 0; cut <= hidden.length; cut++)
      expect(await joined(mask.restoring(piecesOf(hidden, cut)))).toBe('[sic] C:\\ana@x.org');
  });

  it('is left alone if nobody knows it', () => {
    const mask = new Mask([]);
    mask.hide('ana@x.org');
    expect(mask.restore('[EMAIL_2] [PHONE_1] [1] [] [NAME]')).toBe('[EMAIL_2] [PHONE_1] [1] [] [NAME]');
  });

  it('is not what somebody wrote who knows our placeholders', () => {
    const mask = new Mask(people);
    const hidden = mask.hide('Say [EMAIL_1] and [NAME_1]: ana@x.org');
    expect(hidden).toBe('Say [TEXT_1] and [TEXT_2]: [EMAIL_1]');
    expect(mask.restore(hidden)).toBe('Say [EMAIL_1] and [NAME_1]: ana@x.org');
  });

  it('is whole wherever the stream was cut', async () => {
    const mask = new Mask(people);
    const hidden = mask.hide(text);
    for (let first = 0; first <= hidden.length; first++)
      for (const second of [first, Math.min(first + 1, hidden.length), Math.min(first + 5, hidden.length)])
        expect(await joined(mask.restoring(piecesOf(hidden, first, second)))).toBe(text);
  });

  it('never lets half a placeholder out', async () => {
    const mask = new Mask(people);
    mask.hide('ana@x.org');
    const out: string[] = [];
    for await (const piece of mask.restoring(piecesOf('To [EMAIL_1]!', 4, 6, 9, 11))) out.push(piece);
    expect(out.join('')).toBe('To ana@x.org!');
    expect(out.every((piece) => !piece.includes('[') && !piece.includes('_'))).toBe(true);
  });

  it('does not wait for a bracket that is none of ours', async () => {
    const mask = new Mask([]);
    const out: string[] = [];
    for await (const piece of mask.restoring(piecesOf('a [sic, and then more words', 12, 20))) out.push(piece);
    expect(out.length).toBeGreaterThan(1);
    expect(out.join('')).toBe('a [sic, and then more words');
  });

  it('is the same for any text and any cut', async () => {
    const part = fc.constantFrom(
      '[',
      ']',
      '\\',
      'EMAIL_1',
      '[EMAIL_1]',
      'ana@x.org',
      ' ',
      'Ana',
      '+351 912 345 678',
      'x',
      '1',
      '_',
      '\n',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 30 }), fc.nat(), async (parts, cut) => {
        const mask = new Mask(people);
        const hidden = mask.hide(parts.join(''));
        expect(hidden).not.toContain('ana@x.org');
        expect(await joined(mask.restoring(piecesOf(hidden, cut % (hidden.length + 1))))).toBe(mask.restore(hidden));
        expect(mask.restore(hidden)).toBe(parts.join(''));
      }),
      { numRuns: 1000 },
    );
  });
});

it('takes no longer for texts that are made to take long', () => {
  const start = performance.now();
  for (const unit of ['a', '1', '1 ', 'a@', 'https://', '0-', '[', 'DE89', 'a.', '+', 'Ana '])
    hide(unit.repeat(8000 / unit.length));
  expect(performance.now() - start).toBeLessThan(2000);
});
