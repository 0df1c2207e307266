import type { Page } from 'playwright-core';

interface Answer {
  words: string;
  width: number;
  height: number;
  /** Upper edge, in pixels from the top of the window. */
  top: number;
  look: string[];
}

/** The buttons with which a visitor says yes or no, as they are drawn at one moment. */
export const answersIn = (page: Page) =>
  page.evaluate(`[...document.querySelector('parlour-chat').shadowRoot.querySelectorAll('.question .answer')].map((node) => {
    const { width, height, top } = node.getBoundingClientRect();
    const { color, backgroundColor, borderColor, font, opacity } = getComputedStyle(node);
    return { words: node.textContent, width, height, top, look: [color, backgroundColor, borderColor, font, opacity] };
  })`) as Promise<Answer[]>;
