/** How hard a password is to guess, from 0 (at once) to 4, and the one thing that would help most. */
export interface Judgement {
  level: 0 | 1 | 2 | 3 | 4;
  advice?: 'strengthShort' | 'strengthCommon' | 'strengthRepeated' | 'strengthSequence' | 'strengthLonger';
}
const shortest = 8;
/** Bits from which a level begins: an online guesser is stopped early, somebody with a stolen table at the last. */
const levels = [22, 34, 44, 58];

/** The beginnings of most bad passwords; the server knows some thousands more. */
const common =
  `password passw0rd passwort motdepasse contrasena qwerty qwertz azerty letmein welcome admin login iloveyou monkey dragon
football baseball master shadow sunshine princess superman batman charlie donald michael jordan summer winter spring autumn secret changeme
hello freedom whatever trustno1 starwars computer internet company support live chat parlour`.split(/\s+/);
const rows = ['abcdefghijklmnopqrstuvwxyz', '01234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'qwertzuiop', 'azertyuiop'];

export function judge(password: string): Judgement {
  const signs = [...password];
  if (signs.length < shortest) return { level: 0, advice: 'strengthShort' };
  const plain = unleet(password.toLowerCase());
  const word = common.filter((one) => plain.includes(one)).sort((one, other) => other.length - one.length)[0];
  const { repeated, sequences } = easySigns(plain);
  // A known word is worth about one sign and a half, and what follows from the sign before it about a quarter.
  const counted = signs.length - (word ? word.length - 1.5 : 0) - 0.75 * Math.min(repeated + sequences, signs.length - 1);
  const bits = Math.max(0, counted) * bitsPerSign(password);
  const level = levels.filter((least) => bits >= least).length as Judgement['level'];
  if (level >= 3) return { level };
  if (word) return { level, advice: 'strengthCommon' };
  if (sequences > signs.length / 3) return { level, advice: 'strengthSequence' };
  if (repeated > signs.length / 3) return { level, advice: 'strengthRepeated' };
  return { level, advice: 'strengthLonger' };
}

/** People choose words, not random signs: a letter of a sentence carries less than one of a jumble, and many kinds help a little. */
function bitsPerSign(password: string): number {
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\p{N}/u, /[^\p{L}\p{N}\s]/u].filter((kind) => kind.test(password)).length;
  const isSentence = password.trim().split(/\s+/).length >= 3;
  return isSentence ? 2.7 : 2.8 + 0.45 * (kinds - 1);
}

/** Signs that follow from the one before them. */
function easySigns(plain: string): { repeated: number; sequences: number } {
  let [repeated, sequences] = [0, 0];
  const seen = new Set<string>();
  for (let index = 1; index < plain.length; index++) {
    const pair = plain.slice(index - 1, index + 1);
    const turned = pair[1] + pair[0];
    if (pair[0] === pair[1] || seen.has(pair)) repeated++;
    else if (rows.some((row) => row.includes(pair) || row.includes(turned))) sequences++;
    seen.add(pair);
  }
  return { repeated, sequences };
}

const signOf: Record<string, string> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's', '!': 'i' };
/** `p@ssw0rd` is `password`; a digit among digits stays one. */
const unleet = (text: string) => text.replace(/(?<=[a-z])[0134577@$!]|[0134577@$!](?=[a-z])/g, (sign) => signOf[sign] ?? sign);
