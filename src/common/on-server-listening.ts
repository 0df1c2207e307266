/** A provider with this method is called once the port is open, for instance to print a link to the server. */
export interface OnServerListening {
  /** `address`: where people reach the server, without a trailing slash. */
  onServerListening(address: string): void | Promise<void>;
}

export const hearsListening = (instance: unknown): instance is OnServerListening =>
  typeof (instance as OnServerListening | undefined)?.onServerListening === 'function';
