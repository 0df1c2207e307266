interface Policy {
  createScriptURL(address: string): string;
}
type Policies = { createPolicy(name: string, rules: Policy): Policy };

let policy: Policy | undefined;

/** Pages with `require-trusted-types-for 'script'` take script addresses only from a policy, and a policy can be made once. */
function trusted(address: string): string {
  const policies = (window as unknown as { trustedTypes?: Policies }).trustedTypes;
  try {
    policy ??= policies?.createPolicy('parlour', { createScriptURL: (given) => given });
  } catch {
    // The page's policy does not allow ours: without enforcement the plain address does as well.
  }
  return policy?.createScriptURL(address) ?? address;
}

/** Resolves when the script has run. */
export function loadScript(address: string, nonce: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.nonce = nonce;
    script.onload = () => resolve();
    script.onerror = () => reject(new Error('A part of the chat could not be loaded.'));
    script.src = trusted(address);
    document.head.append(script);
    script.remove();
  });
}
