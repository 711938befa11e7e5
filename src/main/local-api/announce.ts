import { withoutIsolates } from '../../shared/language/isolate.ts';
import { sentences } from '../../shared/language/formats.ts';
import { t } from '../../shared/language/translate.ts';
import type { ApiService } from './service.ts';

const isPort = (text: string): boolean => /^\d{1,5}$/.test(text) && Number(text) <= 65_535;

/** Parses a typed port; null if it is not valid. */
export function readPort(text: string): number | null {
  return isPort(text) ? Number(text) : null;
}

/**
 * Parses `--serve` on the command line: null if it is absent, otherwise its port (null: the port in
 * the settings).
 */
export function readServeSwitch(
  parameters: readonly string[],
): { readonly port: number | null } | null {
  const given = parameters.find((each) => each === '--serve' || each.startsWith('--serve='));
  return given === undefined ? null : { port: readPort(given.slice('--serve='.length)) };
}

/**
 * Enables the API for a program without a window and prints, once, its address and token. Rejects
 * with the system's error if it cannot listen.
 */
export async function announceApi(
  api: ApiService,
  port: number | null,
  say: (text: string) => void,
): Promise<void> {
  const served = await api.serve(port);
  const { address, token, wantedPort } = served;
  const isOther = wantedPort !== 0 && served.port !== wantedPort;
  const lines = [
    ...(isOther
      ? [t('serve.port_taken', { wanted: String(wantedPort), port: String(served.port) })]
      : []),
    t('serve.address', { address }),
    t('serve.token', { token }),
    sentences(t('serve.token.hint'), t('serve.base_url', { address: `${address}/v1` })),
    t('serve.stop'),
    '',
  ];
  say(withoutIsolates(lines.join('\n')));
}
