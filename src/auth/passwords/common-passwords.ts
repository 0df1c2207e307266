import { lazily } from '../../common/lazily';

/** Shorter ones are refused for their length. */
const shortest = 8;

/** Some 18,000 passwords that many people use, the first that anybody tries. Read when first needed: a server at rest does without. */
const list = lazily(async (): Promise<ReadonlySet<string>> => {
  const { dictionary } = await import('@zxcvbn-ts/language-common');
  return new Set((dictionary['passwords-common'] as readonly string[]).filter((word) => word.length >= shortest));
});

/** Also with capitals, or with more of the same at its end: `Password`, `password!!`, `password1`. */
export async function isCommon(password: string): Promise<boolean> {
  const plain = password.normalize('NFKC').toLowerCase();
  const words = await list();
  return words.has(plain) || words.has(plain.replace(/[\d\s!?.*#]{1,2}$/u, '')) || /^(.{1,4})\1+.?$/u.test(plain);
}
