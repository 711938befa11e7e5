import { asArray, asObject, asText, type Json } from '../json.ts';

/** How deeply a picture may be wrapped. */
const deepest = 3;

/**
 * Wraps base64 picture data as a data URL. The media type does not matter much: the bytes decide.
 */
function dataUrl(base64: string, mediaType: string): string {
  const type = /^[a-z]+\/[a-z0-9.+-]{1,60}$/i.test(mediaType) ? mediaType : 'image/png';
  return `data:${type};base64,${base64}`;
}

/** Turns a picture's URL or bare base64 into a URL; null if it is neither. */
function addressOf(text: string, mediaType: string): string | null {
  if (/^(?:data:|https?:\/\/)/i.test(text)) return text;
  return text.length >= 16 && /^[A-Za-z0-9+/_-]{16}/.test(text) ? dataUrl(text, mediaType) : null;
}

function typeIn(value: Json): string {
  const format = asText(value['output_format']) || asText(value['format']);
  return (
    asText(value['media_type']) ||
    asText(value['mime_type']) ||
    asText(value['mimeType']) ||
    (format === '' ? '' : `image/${format}`)
  );
}

/** Fields where servers put the URL or the bytes of a picture. */
const places = [
  'image_url',
  'url',
  'b64_json',
  'base64',
  'data',
  'result',
  'source',
  'inline_data',
  'inlineData',
  'image',
  'image_base64',
  'file_uri',
];

function find(value: unknown, type: string, depth: number): string | null {
  if (typeof value === 'string') return addressOf(value, type);
  const object = asObject(value);
  if (object === null || depth > deepest) return null;
  const own = typeIn(object) || type;
  for (const place of places) {
    const found = find(object[place], own, depth + 1);
    if (found !== null) return found;
  }
  return null;
}

/**
 * The URL of a picture in any shape that servers send: `image_url`, `image`, `output_image`, an
 * item of the images API, Anthropic's `source`, Gemini's `inline_data`, or a bare string. Returns a
 * data: or http(s) URL, or null if there is none.
 */
export function pictureAddress(value: unknown): string | null {
  return find(value, '', 0);
}

/** True for a content part that is a picture by its type, or has no type and holds one. */
export function isPicturePart(part: Json): boolean {
  const type = asText(part['type']);
  if (type !== '') return /image|picture/.test(type) || type === 'inline_data';
  return (
    (part['inlineData'] ?? part['inline_data'] ?? part['image_url'] ?? part['b64_json']) != null
  );
}

/** The URLs of the pictures next to an answer's content. */
export function picturesBeside(message: Json): readonly string[] {
  const listed = [...asArray(message['images']), message['image'], message['image_url']];
  return listed.flatMap((value) => pictureAddress(value) ?? []);
}
