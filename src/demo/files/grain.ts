/** Wood and cloth out of noise: what makes a drawing look like a photograph. Values of `tint` are rows of a colour matrix. */
const filter = (id: string, frequency: string, octaves: number, tint: string, seed: number) =>
  `<filter id="${id}" x="0" y="0" width="100%" height="100%"><feTurbulence type="fractalNoise" baseFrequency="${frequency}"
     numOctaves="${octaves}" seed="${seed}"/><feColorMatrix values="${tint}"/></filter>`;

export const ash = (id: string, seed = 4) =>
  filter(id, '0.0022 0.085', 5, '0.5 0.2 0 0 0.42  0.45 0.2 0 0 0.27  0.4 0.15 0 0 0.14  0 0 0 0 1', seed);

export const darkWood = (id: string, seed = 9) =>
  filter(id, '0.07 0.004', 4, '0.45 0.1 0 0 0.14  0.35 0.1 0 0 0.08  0.25 0.1 0 0 0.05  0 0 0 0 1', seed);

/** A weave, to be laid over a colour. */
export const weave = (id: string) => filter(id, '0.45 0.12', 2, '0 0 0 0 0  0 0 0 0 0  0 0 0 0 0  0.9 0.5 0 0 -0.52', 7);

/** Darker towards the corners, and light from a window at the upper left. */
export const light = `
  <radialGradient id="light" cx="0.28" cy="0.2" r="1"><stop offset="0" stop-color="#fff" stop-opacity="0.42"/>
    <stop offset="0.5" stop-color="#fff" stop-opacity="0"/><stop offset="1" stop-color="#1a0f06" stop-opacity="0.5"/></radialGradient>`;
export const lit = '<rect width="960" height="720" fill="url(#light)"/>';

export const picture = (definitions: string, body: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="960" height="720" viewBox="0 0 960 720"><defs>${definitions}${light}</defs>${body}</svg>`;
