import { oklchOf, type Oklch } from './colour';

export type Scheme = 'light' | 'dark';

/** Reads colour tokens out of tokens.css and computes them for a brand colour, as a browser would. */
export class Tokens {
  private readonly declared = new Map<string, string>();

  constructor(
    css: string,
    private readonly brand: string,
    private readonly faceHue = 280,
  ) {
    for (const [, name, value] of css.matchAll(/--([\w-]+):\s*([^;]+);/g)) {
      if (!this.declared.has(name)) this.declared.set(name, value.replace(/\s+/g, ' '));
    }
  }

  colour(name: string, scheme: Scheme): Oklch {
    const value = this.declared.get(name);
    if (!value) throw new Error(`There is no token --${name}.`);
    return this.resolve(value, scheme);
  }

  private resolve(value: string, scheme: Scheme): Oklch {
    const alias = /^var\(--([\w-]+)\)$/.exec(value);
    if (alias) return this.colour(alias[1], scheme);
    const pair = /^light-dark\((oklch\(.+\)), (oklch\(.+\))\)$/.exec(value);
    if (pair) return this.resolve(pair[scheme === 'light' ? 1 : 2], scheme);
    return this.oklch(value);
  }

  private oklch(value: string): Oklch {
    const own = value.replace('var(--face-hue)', String(this.faceHue)).replace('from var(--brand) ', '');
    const parts = /^oklch\(([\d.]+) ([\d.]+|min\(c, [\d.]+\)) ([\d.]+|h)\)$/.exec(own);
    if (!parts) throw new Error(`${value} is not a colour that this test can read.`);
    const [, chroma, hue] = oklchOf(this.brand);
    const cap = /min\(c, ([\d.]+)\)/.exec(parts[2]);
    return [
      Number(parts[1]),
      cap ? Math.min(chroma, Number(cap[1])) : Number(parts[2]),
      parts[3] === 'h' ? hue : Number(parts[3]),
    ];
  }
}
