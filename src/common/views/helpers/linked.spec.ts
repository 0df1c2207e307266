import { linked } from './linked';

describe('linked', () => {
  const link = (url: string) => `<a href="${url}" rel="noopener noreferrer nofollow" target="_blank">${url}</a>`;

  it.each([
    ['plain', 'plain'],
    ['<b>"x"</b> & more', '&lt;b&gt;&quot;x&quot;&lt;/b&gt; &amp; more'],
    ['see https://a.example/x.', `see ${link('https://a.example/x')}.`],
    ['(http://a.example)', `(${link('http://a.example')})`],
    ['https://a.example/?a=1&b=2', link('https://a.example/?a&#x3D;1&amp;b&#x3D;2')],
    ['https://a.example https://b.example', `${link('https://a.example')} ${link('https://b.example')}`],
    ['javascript://a.example/%0aalert(1)', 'javascript://a.example/%0aalert(1)'],
    ['https://', 'https://'],
  ])('%s', (text, html) => expect(linked(text).toString()).toBe(html));

  it('lets nothing out of the attribute', () => {
    const html = linked('https://a.example/"onmouseover="alert(1) https://a.example/<img src=x>').toString();
    expect(html).not.toMatch(/"onmouseover|<img/);
  });

  it('makes nothing of what is no text', () => expect(linked(undefined).toString()).toBe(''));

  it('takes no longer for a long text of addresses', () => {
    const start = performance.now();
    linked('https://'.repeat(1_000) + ')'.repeat(7_000));
    expect(performance.now() - start).toBeLessThan(500);
  });
});
