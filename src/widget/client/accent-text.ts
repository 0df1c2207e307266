import { black, type Colour, contrast, parseColour, white } from './accent';

/** The darkest light and the lightest dark surface of styles/base.css and styles/tokens.css, which coloured text has to stand out from. */
const light: Colour = [244, 244, 246];
const dark: Colour = [38, 39, 43];

/** Moves the accent towards `end` until it reads well on `surface`. */
function readableOn(accent: Colour, surface: Colour, end: Colour): Colour {
  for (let share = 0; share < 1; share += 0.05) {
    const mixed = accent.map((value, index) => Math.round(value + (end[index] - value) * share)) as Colour;
    if (contrast(mixed, surface) >= 4.5) return mixed;
  }
  return end;
}

/** The website's colour for links and edges, as near to it as reads well in the light and in the dark. */
export function accentTextStyles(text: string): string {
  const accent = parseColour(text);
  return (
    `.widget{--accent-text:rgb(${readableOn(accent, light, black)})}` +
    `@media(prefers-color-scheme:dark){.widget{--accent-text:rgb(${readableOn(accent, dark, white)})}}`
  );
}
