/** An address that no name server knows (RFC 2606), should it ever be dialled; the demo's fetch answers it. */
export const demoBaseUrl = 'http://demo.invalid/v1';

export const demoModel = 'parley-demo';
