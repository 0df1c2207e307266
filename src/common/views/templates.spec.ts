import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Templates } from './templates';

const folder = mkdtempSync(join(tmpdir(), 'parlour-views-'));
const write = (name: string, source: string) => {
  mkdirSync(join(folder, name, '..'), { recursive: true });
  writeFileSync(join(folder, name), source);
};
afterAll(() => rmSync(folder, { recursive: true }));

describe('templates', () => {
  write('inbox/index.hbs', '{{!-- layout: plain --}}\n<ul>{{#each rows}}{{> inbox/row}}{{/each}}</ul>');
  write('inbox/_row.hbs', '<li>{{name}} {{shout name}} {{@root.title}}</li>');
  write('inbox/frame.hbs', '{{!-- layout: none --}}x');
  write('home.hbs', '{{name}}');
  write('emails/hello.hbs', '{{name}}');
  const shout = (name: string) => name.toUpperCase();
  const templates = () => new Templates(folder, { shout } as never, false);

  it('draw pages with partials, and escape everything', () => {
    const { render, layout } = templates().find('inbox/index');
    expect(layout).toBe('plain');
    expect(render({ title: 'T', rows: [{ name: '<b>' }] })).toBe('<ul><li>&lt;b&gt; &lt;B&gt; T</li></ul>');
  });

  it('have the layout that their first line names', () => {
    expect(templates().find('home').layout).toBe('app');
    expect(templates().find('inbox/frame').layout).toBe('none');
  });

  it('draw a partial alone as the page draws it', () => {
    const all = templates();
    const model = { name: '<b>' };
    expect(all.partials['inbox/row'](model, { ...all.partialOptions(), data: { root: model } })).toBe(
      '<li>&lt;b&gt; &lt;B&gt; </li>',
    );
  });

  it('write mails as they are', () => {
    expect(templates().find('emails/hello').render({ name: 'Ana & "Ben"' })).toBe('Ana & "Ben"');
  });

  it('escape the page beside the text of a mail', () => {
    write('emails/both.hbs', '{{name}}');
    write('emails/both.html.hbs', '<p>{{name}}</p>');
    const all = templates();
    expect(all.find('emails/both').render({ name: '<b>' })).toBe('<b>');
    expect(all.find('emails/both.html').render({ name: '<b>' })).toBe('<p>&lt;b&gt;</p>');
    expect([all.has('emails/both.html'), all.has('emails/hello.html')]).toEqual([true, false]);
  });

  it('give a model no way to the prototype', () => {
    write('deep.hbs', '{{constructor.name}}{{__proto__.x}}');
    expect(templates().find('deep').render({})).toBe('');
  });

  it('say which one is missing', () => {
    expect(() => templates().find('nothing')).toThrow('There is no view "nothing".');
  });

  it('are read again in development', () => {
    const all = new Templates(folder, { shout } as never, true);
    jest.useFakeTimers({ now: Date.now() + 10_000 });
    all.find('home');
    write('home.hbs', 'new {{name}}');
    const later = new Date(Date.now() + 1_000);
    utimesSync(join(folder, 'home.hbs'), later, later);
    jest.advanceTimersByTime(1_000);
    expect(all.find('home').render({ name: 'x' })).toBe('new x');
    jest.useRealTimers();
  });
});
