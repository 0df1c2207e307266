export type Colour = [red: number, green: number, blue: number];

export const white: Colour = [255, 255, 255];
export const black: Colour = [0, 0, 0];

/** Relative luminance (WCAG 2.2). */
function luminance(colour: Colour): number {
  const [red, green, blue] = colour.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

export function contrast(one: Colour, other: Colour): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** Anything that is not a colour becomes the product's own, so that nothing else gets into a stylesheet. */
export function parseColour(text: string): Colour {
  const hex = /^#([0-9a-f]{6})$/i.exec(text)?.[1] ?? '2f6f4f';
  return [0, 2, 4].map((start) => parseInt(hex.slice(start, start + 2), 16)) as Colour;
}

/** The website's colour, and that of text on it: one of white and black always reaches 4.5 : 1. */
export function accentStyles(text: string): string {
  const accent = parseColour(text);
  const ink = contrast(accent, white) >= 4.5 ? white : black;
  return `.widget{--accent:rgb(${accent});--on-accent:rgb(${ink})}`;
}
