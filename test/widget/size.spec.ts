import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** What a visitor downloads, compressed as a web server would. Guests on other people's pages are light. */
describe('the widget weighs little', () => {
  let folder: string;
  let manifest: { panel: string; privacyPage: string; proactive: string; proof: string };
  const read = (path: string) => readFileSync(join(folder, path));
  const weigh = (path: string) => gzipSync(read(path), { level: 9 }).length;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'parlour-widget-'));
    execFileSync(process.execPath, ['scripts/build-widget.mjs', folder]);
    manifest = JSON.parse(read('widget/manifest.json').toString()) as typeof manifest;
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('at most 5 kB before the click', () => {
    expect(weigh('widget.js')).toBeLessThanOrEqual(5 * 1024);
  });

  it('at most 25 kB with the chat open, styles included', () => {
    expect(weigh('widget.js') + weigh(manifest.panel)).toBeLessThanOrEqual(25 * 1024);
  });

  it('at most 10 kB more for whoever opens the page about their data', () => {
    expect(weigh(manifest.privacyPage)).toBeLessThanOrEqual(10 * 1024);
  });

  it('at most 5 kB more where the website speaks first, and nothing of it elsewhere', () => {
    expect(weigh(manifest.proactive)).toBeLessThanOrEqual(5 * 1024);
    for (const path of ['widget.js', manifest.panel]) expect(read(path).toString()).not.toContain('teaser');
  });

  it('at most 2 kB more where new visitors prove some work, and nothing of it elsewhere', () => {
    expect(weigh(manifest.proof)).toBeLessThanOrEqual(2 * 1024);
    for (const path of ['widget.js', manifest.panel]) expect(read(path).toString()).not.toContain('maxnumber');
  });

  it('names its parts after their content, so that they can be cached for ever', () => {
    expect(manifest.panel).toMatch(/^\/widget\/panel-[0-9a-f]{8}\.js$/);
    expect(manifest.privacyPage).toMatch(/^\/widget\/privacy-[0-9a-f]{8}\.js$/);
    expect(manifest.proactive).toMatch(/^\/widget\/proactive-[0-9a-f]{8}\.js$/);
  });

  it('asks nobody else for anything, and needs no inline style or markup', () => {
    const script = ['widget.js', manifest.panel, manifest.privacyPage, manifest.proactive, manifest.proof]
      .map((path) => read(path).toString())
      .join('\n');
    const addresses = [...script.matchAll(/https?:\/\/[\w.]+/g)].map(([address]) => address);
    expect(new Set(addresses)).toEqual(new Set(['http://www.w3.org']));
    expect(script).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|@import|url\(/);
    expect(script).not.toMatch(/document\.cookie|indexedDB/);
  });
});
