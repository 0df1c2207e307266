/** What we use of Turbo, which comes without types. */
declare module '@hotwired/turbo' {
  export const session: { refresh(url: string): void };
  export const config: {
    forms: {
      confirm: (message: string, form?: HTMLFormElement, submitter?: HTMLElement) => boolean | Promise<boolean>;
      /** How a button is kept from being pressed twice. */
      submitter: 'disabled' | 'aria-disabled';
    };
  };
  export const StreamActions: Record<string, (this: StreamElement) => void>;
  export function visit(url: string, options?: { frame?: string; action?: 'advance' | 'replace' }): void;

  export interface StreamElement extends HTMLElement {
    target: string | null;
    templateContent: DocumentFragment;
  }
}
