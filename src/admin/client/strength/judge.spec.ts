import { judge } from './judge';

describe('how hard a password is to guess', () => {
  it.each([
    ['', 0, 'strengthShort'],
    ['x7$kQ', 0, 'strengthShort'],
    ['password', 0, 'strengthCommon'],
    ['P@ssw0rd', 0, 'strengthCommon'],
    ['password1234', 0, 'strengthCommon'],
    ['abcdefgh', 0, 'strengthSequence'],
    ['12345678', 0, 'strengthSequence'],
    ['aaaaaaaaaaaa', 0, 'strengthRepeated'],
  ] as const)('%p: %p, %p', (password, level, advice) => expect(judge(password)).toEqual({ level, advice }));

  it.each([
    ['a good long sentence', 3],
    ['correct horse battery staple', 4],
    ['die katze schläft auf dem dach', 4],
    ['v8%Lq2!xTz9&Wm', 3],
  ] as const)('%p is at least %p', (password, level) => expect(judge(password).level).toBeGreaterThanOrEqual(level));

  it('more of the same kind never makes it worse', () => {
    const sentence = 'the heron waits beside the cold canal';
    let last = 0;
    for (let length = 8; length <= sentence.length; length += 4) {
      const { level } = judge(sentence.slice(0, length));
      expect(level).toBeGreaterThanOrEqual(last);
      last = level;
    }
  });
});
