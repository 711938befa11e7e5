/**
 * An address that never resolves (RFC 2606), in case anything dials it; the demo answers in its
 * place.
 */
export const demoBaseUrl = 'http://demo.invalid/v1';

export const demoModel = 'parley-demo';
