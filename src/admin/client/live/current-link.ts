/** On a phone the settings' links are a row to scroll: the one of this page comes into sight. */
export function showCurrentLink(): void {
  document.addEventListener('turbo:load', () =>
    document.querySelector('.settings__link[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' }),
  );
}
