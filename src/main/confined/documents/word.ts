import mammoth from 'mammoth';
import { markdownFromHtml } from '../../markup/html-to-markdown.ts';

/** A document with more HTML than this becomes plain text (UTF-16 code units). */
const longestHtml = 8_000_000;

/** The text of a Word document (docx) as Markdown, without pictures. */
export async function wordText(bytes: Uint8Array): Promise<string> {
  const input = { buffer: Buffer.from(bytes) };
  const { value: html } = await mammoth.convertToHtml(input, {
    convertImage: mammoth.images.imgElement(() => Promise.resolve({ src: '' })),
    externalFileAccess: false,
  });
  const markdown = await markdownFromHtml(html.replaceAll(/<img[^<>]*>/g, ''), longestHtml);
  return markdown ?? (await mammoth.extractRawText(input)).value;
}
