import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

/** A certificate for a TLS server, as PEM. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

const tags = { integer: 0x02, bits: 0x03, octets: 0x04, oid: 0x06, sequence: 0x30, set: 0x31 };
const utf8String = 0x0c;
const generalizedTime = 0x18;

/** One element of DER: tag, length, content. */
function der(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  const size: number[] = [];
  for (let left = content.length; left > 0; left >>= 8) size.unshift(left & 0xff);
  const length = content.length < 128 ? [content.length] : [0x80 | size.length, ...size];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}

const oid = (hex: string): Buffer => der(tags.oid, Buffer.from(hex, 'hex'));
const commonName = '550403';
const subjectAltName = '551d11';
const ecdsaWithSha256 = '2a8648ce3d040302';

function nameOf(text: string): Buffer {
  const pair = der(tags.sequence, oid(commonName), der(utf8String, Buffer.from(text)));
  return der(tags.sequence, der(tags.set, pair));
}

function timeOf(date: Date): Buffer {
  const digits = date.toISOString().replace(/[-:T]/g, '').slice(0, 14);
  return der(generalizedTime, Buffer.from(`${digits}Z`));
}

function altNames(host: string): Buffer {
  const isAddress = /^\d+(?:\.\d+){3}$/.test(host);
  const content = isAddress ? Buffer.from(host.split('.').map(Number)) : Buffer.from(host);
  const names = der(tags.sequence, der(isAddress ? 0x87 : 0x82, content));
  const extension = der(tags.sequence, oid(subjectAltName), der(tags.octets, names));
  return der(0xa3, der(tags.sequence, extension));
}

function pem(label: string, bytes: Buffer): string {
  const lines = bytes.toString('base64').replace(/.{64}/g, '$&\n');
  return `-----BEGIN ${label}-----\n${lines}\n-----END ${label}-----\n`;
}

/**
 * Makes a self-signed X.509 certificate (RFC 5280) for a host name or IPv4 address, valid until a
 * date.
 */
export function makeCertificate(host: string, notAfter: Date): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = der(tags.sequence, oid(ecdsaWithSha256));
  const notBefore = new Date(notAfter.getTime() - 2 * 86_400_000);
  const body = der(
    tags.sequence,
    der(0xa0, der(tags.integer, Buffer.from([2]))),
    der(tags.integer, Buffer.from([1])),
    algorithm,
    nameOf('Parley test'),
    der(tags.sequence, timeOf(notBefore), timeOf(notAfter)),
    nameOf('Parley test'),
    publicKey.export({ type: 'spki', format: 'der' }),
    altNames(host),
  );
  const signature = signatureOf(body, privateKey);
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: pem('CERTIFICATE', der(tags.sequence, body, algorithm, signature)),
  };
}

function signatureOf(body: Buffer, key: KeyObject): Buffer {
  return der(tags.bits, Buffer.from([0]), sign('sha256', body, key));
}
