import { cutReply } from './cut-reply';

it.each([
  ['nothing quoted', 'Hello\n\nwhere is it?', 'Hello\n\nwhere is it?'],
  ['English', 'Thank you!\n\nOn Mon, 23 Nov 2026 at 10:02, Ben <ben@shop.example> wrote:\n> It left.\n> Ben', 'Thank you!'],
  [
    'a broken line',
    'Thanks\n\nOn Mon, 23 Nov 2026 at 10:02, Ben from the shop\n<support+abc@shop.example> wrote:\n> It left.',
    'Thanks',
  ],
  ['German', 'Danke.\n\nAm 23.11.2026 um 10:02 schrieb Ben <ben@shop.example>:\n> Es ist weg.', 'Danke.'],
  ['French', 'Merci.\r\n\r\nLe lun. 23 nov. 2026 à 10:02, Ben <b@s.example> a écrit :\r\n> Parti.', 'Merci.'],
  ['Spanish', 'Gracias.\n\nEl lun, 23 nov 2026 a las 10:02, Ben (<b@s.example>) escribió:\n> Salió.', 'Gracias.'],
  ['Arabic', 'شكرا\n\nفي الاثنين، 23 نوفمبر 2026 كتب Ben:\n> خرج', 'شكرا'],
  ['Outlook', 'Thanks\n\n-----Original Message-----\nFrom: Ben\nSent: Monday', 'Thanks'],
  ['Outlook on the web', 'Thanks\n\n________________________________\nFrom: Ben <b@s.example>\nSent: Monday\nIt left.', 'Thanks'],
  ['Outlook without a line', 'Danke\n\nVon: Ben <b@s.example>\nGesendet: Montag\nEs ist weg.', 'Danke'],
  ['a signature', 'See you\n-- \nAna Silva\n+351 000', 'See you'],
  ['a phone', 'Yes please\n\nSent from my telephone', 'Yes please'],
  ['a German phone', 'Ja\n\nVon meinem Telefon gesendet', 'Ja'],
  ['only quotes at the end', 'Fine\n\n> It left.\n> Ben\n', 'Fine'],
])('%s', (_what, text, own) => expect(cutReply(text)).toBe(own));

it('keeps what was answered between the lines', () => {
  const text = 'On Monday, 23 November Ben wrote:\n> Which size?\n\nThe large one.\n\n> And which colour?\n\nGreen.';
  expect(cutReply(text)).toBe(text);
});

it('keeps what is above a quote within a text, and a name with a colon', () => {
  expect(cutReply('> Which size?\nLarge\n> Colour?\nGreen')).toBe('> Which size?\nLarge\n> Colour?\nGreen');
  expect(cutReply('From: the blue one\nplease')).toBe('From: the blue one\nplease');
});

it('keeps the text where nothing else would be left', () => {
  expect(cutReply('> only what you said')).toBe('> only what you said');
  expect(cutReply('-- \nAna')).toBe('-- \nAna');
  expect(cutReply('')).toBe('');
});

it('is quick with a text that is made to be slow', () => {
  const start = performance.now();
  cutReply(`On ${'a '.repeat(200_000)}\n`.repeat(3));
  cutReply('On x\n'.repeat(50_000));
  cutReply('> \n'.repeat(50_000));
  cutReply('On Monday Ben <b@s.example> wrote:\n> a\nx\n'.repeat(3_000));
  expect(performance.now() - start).toBeLessThan(5_000);
});
