// Paths on a 20 px grid. One export each, so that the loader carries its own only.
export const chatIcon =
  'M10 3.2c-4 0-7.2 2.7-7.2 6.1 0 2 1.1 3.7 2.8 4.8l-.4 2.9 3.3-1.7c.5.1 1 .1 1.5.1 4 0 7.2-2.7 7.2-6.1S14 3.2 10 3.2Z';
export const closeIcon = 'm5 5 10 10M15 5 5 15';
export const sendIcon = 'M10 16V4M5 9l5-5 5 5';
export const attachIcon =
  'm16 9.6-5.9 5.9a3.7 3.7 0 0 1-5.2-5.2l6.2-6.2a2.5 2.5 0 0 1 3.5 3.5l-6.2 6.2a1.2 1.2 0 0 1-1.8-1.8l5.6-5.5';
export const downIcon = 'M10 4v12M5 11l5 5 5-5';
export const fileIcon =
  'M11.5 2.8H6A1.2 1.2 0 0 0 4.8 4v12A1.2 1.2 0 0 0 6 17.2h8a1.2 1.2 0 0 0 1.2-1.2V6.5l-3.7-3.7Zm0 0v3.7h3.7';
export const saveIcon = 'M10 3.5v9m-4-3.7 4 3.7 4-3.7M4 16.5h12';
export const backIcon = 'M12 4.5 6.5 10l5.5 5.5';
