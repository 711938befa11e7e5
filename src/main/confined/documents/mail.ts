import PostalMime, { type Address } from 'postal-mime';
import { pageText } from './page.ts';

/** The most addresses listed per header. */
const maxAddresses = 200;

function addresses(list: readonly Address[] | undefined): string {
  return (list ?? [])
    .slice(0, maxAddresses)
    .map(({ name, address = '' }) => (name === '' ? address : `${name} <${address}>`))
    .join(', ');
}

/** The text of an email (eml): sender and recipients, body, and the names of its attachments. */
export async function mailText(bytes: Uint8Array): Promise<string> {
  const mail = await PostalMime.parse(bytes);
  const fields: readonly (readonly [string, string])[] = [
    ['From', addresses(mail.from === undefined ? [] : [mail.from])],
    ['To', addresses(mail.to)],
    ['Cc', addresses(mail.cc)],
    ['Date', mail.date ?? ''],
    ['Subject', mail.subject ?? ''],
    ['Attachments', mail.attachments.map(({ filename }) => filename ?? 'unnamed').join(', ')],
  ];
  const head = fields
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}: ${value}`);
  const body =
    (mail.text ?? '').trim() === '' ? await pageText(mail.html ?? '') : (mail.text ?? '');
  return `${head.join('\n')}\n\n${body.trim()}`.trim();
}
