/** Asks in a dialog of our own instead of the browser's: same question, but it can be styled and does not stop live updates. */
export function confirmInDialog(message: string, _form?: HTMLFormElement, submitter?: HTMLElement): Promise<boolean> {
  const dialog = document.querySelector<HTMLDialogElement>('#confirm');
  if (!dialog) return Promise.resolve(window.confirm(message));
  const question = dialog.querySelector('.dialog__question');
  if (question) question.textContent = message;
  // The button says what happens, as the one that was pressed did.
  const yes = dialog.querySelector('[value="yes"]');
  const label = submitter?.textContent?.trim();
  if (yes && label) yes.textContent = label;
  dialog.returnValue = '';
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true });
  });
}
