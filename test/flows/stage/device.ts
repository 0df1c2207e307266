import type { CDPSession, Page } from 'playwright-core';

/** A phone or laptop that keeps passkeys and knows its person's finger: Chromium's virtual authenticator. */
export class Device {
  private constructor(
    private readonly line: CDPSession,
    private readonly authenticatorId: string,
  ) {}

  static async at(page: Page): Promise<Device> {
    const line = await page.context().newCDPSession(page);
    await line.send('WebAuthn.enable');
    const { authenticatorId } = await line.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    return new Device(line, authenticatorId);
  }

  /** Whether the finger is the right one. */
  async recognises(isUserVerified: boolean): Promise<void> {
    await this.line.send('WebAuthn.setUserVerified', { authenticatorId: this.authenticatorId, isUserVerified });
  }

  async credentials() {
    const { credentials } = await this.line.send('WebAuthn.getCredentials', { authenticatorId: this.authenticatorId });
    return credentials;
  }

  /** The same keys as they were earlier: a copy, whose count is behind. */
  async setBack(signCount: number): Promise<void> {
    const all = await this.credentials();
    await this.line.send('WebAuthn.clearCredentials', { authenticatorId: this.authenticatorId });
    for (const credential of all)
      await this.line.send('WebAuthn.addCredential', {
        authenticatorId: this.authenticatorId,
        credential: { ...credential, signCount },
      });
  }
}
